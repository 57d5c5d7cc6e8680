import type { Web } from '@mtandao/http'
import type { Actor } from './contract.ts'

export function identityWeb(): Web<Actor> {
  return { routes: [], operations: [], assets: [] }
}
