import type { Audit } from '@mtandao/audit/contract'
import type { Database } from '@mtandao/pg'

/** What the use cases of facts are made of. */
export interface FactsDeps {
  readonly database: Database
  readonly audit: Audit
  /** The module's own folder; it gets `evidence/ab/cdef…`. */
  readonly dataDir: string
  readonly now: () => Date
  /** UUIDv7. */
  readonly newId: () => string
}
