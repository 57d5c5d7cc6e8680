import type { Audit } from '@mtandao/audit/contract'
import type { Facts, PeoplesFacts } from '@mtandao/facts/contract'
import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Standings } from './standing/standings.ts'

/** What the use cases of directives are made of. */
export interface DirectivesDeps {
  readonly database: Database
  readonly audit: Audit
  readonly now: () => Date
  readonly register: Register
  readonly facts: Facts & PeoplesFacts
  readonly standings: Standings
  /** Base URL of the portal as people reach it: in letters. */
  readonly publicUrl: string
  readonly log: Logger
}
