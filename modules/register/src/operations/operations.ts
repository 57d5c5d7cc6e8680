import type { Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { RegisterDeps } from '../deps.ts'
import { institutionOperations } from './institution-operations.ts'
import {
  committeeOperations,
  listOperations,
  siteOperations,
  staffOperations,
} from './people-operations.ts'
import { systemOperations } from './system-operations.ts'

/** Everything the pages of the register do, for programs. */
export function registerOperations(deps: RegisterDeps): Operation<Actor>[] {
  return [
    ...institutionOperations(deps),
    ...systemOperations(deps),
    ...staffOperations(deps),
    ...committeeOperations(deps),
    ...siteOperations(deps),
    ...listOperations(deps),
  ]
}
