import type { Audit } from '@mtandao/audit/contract'
import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Auth } from './auth/auth.ts'
import type { Providers } from './auth/providers.ts'

/** What every use case of identity stands on. */
export interface Ground {
  readonly database: Database
  readonly audit: Audit
  readonly register: Pick<Register, 'institutionNames' | 'findInstitution' | 'listInstitutions'>
  /** better-auth, made when it is first asked for: the tables are there by then. */
  readonly auth: () => Auth
  readonly providers: Providers
  readonly publicUrl: string
  /** The demo country: demo accounts exist. */
  readonly demo: boolean
  /** Mails reach somebody, by SMTP. Otherwise none is written. */
  readonly mailGoesOut: boolean
  readonly log: Logger
  readonly now: () => Date
}
