import type { Audit } from '@mtandao/audit/contract'
import type { Database } from '@mtandao/pg'

/** What the use cases of directives are made of. */
export interface DirectivesDeps {
  readonly database: Database
  readonly audit: Audit
  readonly now: () => Date
}
