/* oxlint-disable max-lines-per-function -- a world is one thing, read from top to bottom */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Act } from '@mtandao/audit/contract'
import { createLogger } from '@mtandao/log'
import type { MigrationSet } from '@mtandao/pg'
import { testDatabase } from '@mtandao/pg/test-database'
import type { Register } from '@mtandao/register/contract'
import * as OTPAuth from 'otpauth'
import type { Actor, Role } from '../src/contract.ts'
import { createIdentity, identityMigrations } from '../src/index.ts'
import { acceptAsNewPerson } from '../src/people/accept-invitation.ts'
import { inviteFirstAdmin } from '../src/people/invite-first-admin.ts'
import { invitePerson } from '../src/people/invite-person.ts'
import { findEnrolment, finishEnrolment, verifyCode } from '../src/sign-in/second-factor.ts'
import { sessionOf } from '../src/sign-in/sessions.ts'
import { signIn } from '../src/sign-in/sign-in.ts'

export const password = 'tembo-mlima-kahawa-saba'

/** A browser's cookies. */
export class Jar {
  readonly cookies = new Map<string, string>()

  keep(answer: Headers): this {
    for (const line of answer.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return this
  }

  get headers(): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Headers(cookie === '' ? {} : { cookie })
  }

  get from() {
    return { headers: this.headers, address: '192.0.2.7' }
  }
}

export interface WorldOptions {
  readonly migrations: readonly MigrationSet[]
  readonly register: Register
  readonly demo?: boolean
  readonly publicUrl?: string
  readonly smtpUrl?: string
}

/** Identity over a real database, with five institutions and a clock that can be moved. */
export async function openWorld(options: WorldOptions) {
  const {
    register,
    migrations,
    demo = false,
    publicUrl = 'http://localhost:8080',
    smtpUrl,
  } = options
  const test = await testDatabase([...migrations, identityMigrations])
  const ids = ['ega', 'nida', 'brela', 'mfano', 'udom']
  await test.database.transact((db) =>
    register.enrol(db, {
      institutions: ids.map((id) => ({
        id,
        class: 'GOV',
        code: id.toUpperCase(),
        name: { sw: `Taasisi ${id}`, en: `Institution ${id}` },
        status: 'active',
      })),
      systems: [],
    }),
  )
  const acts: (Act & { readonly who: string })[] = []
  let ahead = 0
  const dataDir = mkdtempSync(join(tmpdir(), 'identity-'))
  const options2 = {
    database: test.database,
    databaseUrl: test.url,
    dataDir,
    publicUrl,
    smtpUrl,
    audit: {
      record: (_db: unknown, who: Actor | { readonly agent: string }, act: Act) => {
        acts.push({ ...act, who: 'agent' in who ? who.agent : who.person.email })
        return Promise.resolve()
      },
    },
    register,
    log: createLogger({ area: 'identity', level: 'error' }),
    now: () => new Date(Date.now() + ahead),
  }
  const identity = createIdentity({ ...options2, demo })
  const { ground } = identity
  const secrets = new Map<string, string>()

  const code = (email: string, at = Date.now()) =>
    new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secrets.get(email) ?? '') }).generate({
      timestamp: at,
    })

  /** From the link to a session that acts. */
  const follow = async (link: string, name: string): Promise<Jar> => {
    const token = link.split('/').at(-1) ?? ''
    const { email } = await acceptAsNewPerson(ground, token, { name, password })
    const jar = new Jar()
    jar.keep((await signIn(ground, jar.from, { email, password })).headers)
    const session = await sessionOf(ground, jar.headers)
    if (!session) throw new Error('no session')
    const enrolment = await findEnrolment(ground, session)
    secrets.set(email, enrolment?.secret ?? '')
    return jar.keep(await finishEnrolment(ground, jar.from, code(email)))
  }

  const actor = async (jar: Jar): Promise<Actor> => {
    const found = await identity.actorOf(jar.headers)
    if (!found) throw new Error('nobody acts')
    return found
  }

  const firstAdmin = async (): Promise<Jar> => {
    const email = 'mkuu@ega.example'
    const made = await inviteFirstAdmin(ground, { email, name: 'Neema', force: true })
    return await follow(made.path, 'Neema Ali')
  }

  const appoint = async (by: Actor, institution: string, role: Role, email: string) => {
    const command = {
      institution,
      role,
      email,
      name: email.split('@')[0] ?? '',
      from: null,
      to: null,
    }
    return await follow((await invitePerson(ground, by, command)).link, command.name)
  }

  return {
    ...test,
    identity,
    ground,
    acts,
    options: options2,
    secrets,
    code,
    follow,
    actor,
    firstAdmin,
    appoint,
    /** The code of half a minute from now, which is good as well and was not used yet. */
    nextCode: (email: string) => code(email, Date.now() + 30_000),
    again: (more: { readonly demo: boolean }) => createIdentity({ ...options2, ...more }),
    moveClock: (ms: number) => (ahead += ms),
    signIn: async (email: string, jar = new Jar()): Promise<Jar> => {
      jar.keep((await signIn(ground, jar.from, { email, password })).headers)
      await test.database.rows('delete from identity.used_code')
      return jar.keep(await verifyCode(ground, jar.from, code(email)))
    },
    stop: async () => {
      await identity.close()
      await test.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
