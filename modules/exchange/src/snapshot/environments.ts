import { sandboxInstance } from '@mtandao/contracts'
import type { Environment } from '../contract.ts'

export const environments: readonly Environment[] = ['production', 'sandbox']

/** A gateway that pins its instance refuses the other bus's snapshot, although one key signs both. */
export function instanceOf(environment: Environment, instance: string): string {
  return environment === 'production' ? instance : sandboxInstance(instance)
}
