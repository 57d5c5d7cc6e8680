import type { Audit } from '@mtandao/audit/contract'
import type { Database } from '@mtandao/pg'
import type { Sightings } from './contract.ts'

/** What the use cases of the register are made of. */
export interface RegisterDeps {
  readonly database: Database
  readonly audit: Audit
  readonly sightings: Sightings
  readonly now: () => Date
}
