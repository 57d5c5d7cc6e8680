import type { Audit } from '@mtandao/audit/contract'
import type { KeptForms } from '@mtandao/http'
import type { Logger } from '@mtandao/log'
import type { Database, Db, MigrationSet } from '@mtandao/pg'
import { Pool } from 'pg'
import { createAuth, type Auth } from './auth/auth.ts'
import { handleAuth } from './auth/auth-handler.ts'
import { createProviders } from './auth/providers.ts'
import { openSecret } from './auth/secret-file.ts'
import type { Actor, Identity, Letters } from './contract.ts'
import { dayOf } from './day.ts'
import { seedDemo } from './demo/seed-demo.ts'
import type { Ground } from './ground.ts'
import { writeLetters } from './mail/write-letters.ts'
import { findHolders, findNames, selectOfficeHolders } from './people/person-store.ts'
import { runIdentity } from './run.ts'
import { createKeptForms } from './sign-in/kept-forms.ts'
import { actorOf } from './sign-in/sessions.ts'

export type * from './contract.ts'
export type { Ground } from './ground.ts'
export { identityWeb } from './web.ts'
export { inviteFirstAdmin } from './people/invite-first-admin.ts'

export const identityMigrations: MigrationSet = {
  module: 'identity',
  directory: new URL('../migrations/', import.meta.url),
}

export interface IdentityOptions {
  readonly database: Database
  /** Of the same database: better-auth has a small pool of its own. */
  readonly databaseUrl: string
  /** Holds `identity.secret`. */
  readonly dataDir: string
  /** As people reach us, without a path: `https://mtandao.go.tz`. */
  readonly publicUrl: string
  readonly audit: Audit
  readonly register: Ground['register']
  readonly demo: boolean
  /** `smtps://user:password@host`; without it letters are not written, and links are handed over by people. */
  readonly smtpUrl?: string | undefined
  /** The sender of letters. */
  readonly mailFrom?: string | undefined
  readonly log: Logger
  readonly now: () => Date
}

/** Identity for the app around it: the contract of the modules, and what the edge needs. */
export interface IdentityParts extends Identity {
  /** For `identityWeb`. */
  readonly ground: Ground
  actorOf(headers: Headers): Promise<Actor | undefined>
  /** For modules whose machines write to people. */
  readonly letters: Letters
  readonly keptForms: KeptForms
  /** Everything below `/auth/`. `address`: the network address of the caller. */
  authHandler(request: Request, address: string): Promise<Response>
  /** Puts the demo's people there; nothing outside the demo country. Repeating it changes nothing. */
  seedDemo(): Promise<void>
  /** Sends letters and throws away what is over, until the signal. */
  run(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export function createIdentity(options: IdentityOptions): IdentityParts {
  const { database, now, demo, smtpUrl, log } = options
  const publicUrl = new URL(options.publicUrl).origin
  const secret = openSecret(options.dataDir)
  const pool = new Pool({
    connectionString: options.databaseUrl,
    options: '-c search_path=identity',
    application_name: 'mtandao-identity',
    max: 5,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
  })
  pool.on('error', (error) => log.warn('database-connection-lost', { why: error.message }))
  const authOptions = { pool, secret, publicUrl, log, now }
  let made: Auth | undefined
  const auth = () => (made ??= createAuth(authOptions))
  const ground: Ground = {
    database,
    audit: options.audit,
    register: options.register,
    auth,
    providers: createProviders({
      database,
      now,
      auth,
      createAuth: (provider) => createAuth({ ...authOptions, provider }),
    }),
    publicUrl,
    demo,
    mailGoesOut: smtpUrl !== undefined,
    log,
    now,
  }
  return {
    ground,
    personNames: async (db, ids) => byId(await findNames(db, ids)),
    holders: (db: Db, institution, any) => findHolders(db, institution, any, dayOf(now())),
    actorOf: (headers) => actorOf(ground, headers),
    letters: {
      goOut: ground.mailGoesOut,
      officeHolders: (db, any) => selectOfficeHolders(db, any, dayOf(now())),
      write: (db, letters) => writeLetters(ground, db, letters),
    },
    keptForms: createKeptForms(database, now),
    authHandler: (request, address) => handleAuth(ground, request, address),
    seedDemo: () => (demo ? seedDemo(ground) : Promise.resolve()),
    run: (signal) => runIdentity(ground, { signal, smtpUrl, mailFrom: options.mailFrom }),
    close: () => pool.end(),
  }
}

function byId(rows: readonly { id: string; name: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]))
}
