import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { auditMigrations } from '@mtandao/audit'
import { directivesMigrations } from '@mtandao/directives'
import { exchangeMigrations } from '@mtandao/exchange'
import { factsMigrations } from '@mtandao/facts'
import { mountOperations, mountPages, type Door, type Web } from '@mtandao/http'
import { identityMigrations } from '@mtandao/identity'
import { roles, type Actor, type Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import { testDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import { Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { compose } from '../../apps/platform/src/compose.ts'
import { readConfig } from '../../apps/platform/src/config.ts'

/**
 * The platform's own routes, use cases and database, with the demo country's rights and people, behind an edge that takes the
 * test's word for who calls. Nothing runs by itself once it is open.
 */
export interface Portal {
  readonly web: Web<Actor>
  readonly database: Database
  /** A request as this person, of our own site. */
  ask(path: string, who: Actor | undefined, init?: RequestInit): Promise<Response>
  /** What the edge reported as its own fault, oldest first. */
  readonly defects: readonly string[]
  /** The OpenAPI document as it is served. */
  description(): Promise<unknown>
  close(): Promise<void>
}

const origin = 'http://portal.test'
const root = fileURLToPath(new URL('../../', import.meta.url))

export async function openPortal(): Promise<Portal> {
  const sets = [
    identityMigrations,
    auditMigrations,
    registerMigrations,
    exchangeMigrations,
    factsMigrations,
    directivesMigrations,
  ]
  const made = await testDatabase(sets)
  const folder = mkdtempSync(join(tmpdir(), 'portal-'))
  const platform = compose(readConfig(envOf(made.url, folder)))
  await comeToLife(platform, made.database)
  const actors = new Map<string, Actor>()
  const defects: string[] = []
  const app = appOf(platform.web, actors, defects)
  return {
    web: platform.web,
    database: made.database,
    defects,
    async ask(path, who, init = {}) {
      const headers = new Headers(init.headers)
      headers.set('origin', origin)
      headers.set('sec-fetch-site', 'same-origin')
      if (who) {
        const id = String(actors.size)
        actors.set(id, who)
        // A bearer token is believed for changes too.
        headers.set('authorization', `Bearer ${id}`)
      }
      return await app.request(`${origin}${path}`, { ...init, headers, redirect: 'manual' })
    },
    description: async () => await (await platform.app.request('/api/openapi.json')).json(),
    async close() {
      await platform.close()
      await made.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function envOf(url: string, folder: string): Record<string, string> {
  execFileSync(process.execPath, [join(root, 'apps/demo-country/src/main.ts'), 'init'], {
    env: { ...process.env, DEMO_DATA_DIR: folder },
  })
  const sealing = join(folder, 'sealing.key')
  writeFileSync(sealing, randomBytes(32).toString('base64'))
  const nobody = 'http://127.0.0.1:9'
  return {
    DATABASE_URL: url,
    PLATFORM_DATA_DIR: join(folder, 'platform'),
    SEALING_KEY_FILE: sealing,
    ENROLMENT_FILE: join(folder, 'enrolment.json'),
    GATEWAY_URL: nobody,
    GATEWAY_OPS_URL: nobody,
    SANDBOX_URL: nobody,
    SANDBOX_OPS_URL: nobody,
    PLATFORM_PUBLIC_URL: origin,
    PLATFORM_DEMO: 'true',
    LOG_LEVEL: 'silent',
  }
}

/** Until the enrolment is imported, everything of the demo is there and results are computed; then its workers rest. */
async function comeToLife(platform: ReturnType<typeof compose>, database: Database): Promise<void> {
  const stop = new AbortController()
  const running = platform.run(stop.signal)
  const alive = `select (select count(*) from exchange.agreement) as agreements,
    (select count(*) from directives.exemption) as exemptions,
    (select count(*) from directives.assessment where exempt_until is not null) as exempt`
  for (const end = Date.now() + 100_000; ; await sleep(200)) {
    const [counts] = await database.rows<Record<string, number>>(alive)
    if (counts && Object.values(counts).every((count) => count > 0)) break
    if (Date.now() > end) throw new Error('the demo country was not there in time')
  }
  stop.abort()
  await running
}

function appOf(web: Web<Actor>, actors: ReadonlyMap<string, Actor>, defects: string[]): Hono {
  const door: Door<Actor> = {
    actorOf: async (headers) =>
      actors.get((headers.get('authorization') ?? '').replace('Bearer ', '')),
    keptForms: { keep: async () => 'kept', take: async () => undefined },
    shell: (_visit, { title, content }) =>
      `<title>${title}</title>${renderToString(h('main', null, content))}`,
    refusal: (_visit, { code }) => ({ title: code, content: h('code', null, code) }),
    publicOrigin: origin,
    signInPath: '/sign-in',
    now: () => new Date(),
    addressOf: () => '127.0.0.1',
    countPost: async () => {},
    pseudoLanguage: true,
    reportDefect: (_incident, path, error) => {
      defects.push(
        `${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    },
  }
  const app = new Hono()
  mountOperations(app, web.operations, door)
  mountPages(app, web.routes, door)
  return app
}

/** Somebody of an institution, in these offices. */
export function personOf(institution: string, held: readonly Role[], id = 'tehama'): Actor {
  return {
    person: {
      id: `demo-${institution}-${id}`,
      name: `Mtu wa ${institution}`,
      email: `${institution}@mfano.example`,
    },
    institution,
    institutionName: { sw: institution, en: institution },
    roles: held,
    appointments: [],
    suspended: false,
  }
}

/** In each office alone. Offices of the country are those of e-GA's people. */
export const everyOffice: readonly Actor[] = roles.map((role) => {
  if (role === 'ega-officer') return { ...personOf('ega', [role]), person: of('demo-ega') }
  if (role === 'auditor') return { ...personOf('ega', [role]), person: of('demo-mkaguzi') }
  if (role === 'minister-office') return { ...personOf('ega', [role]), person: of('demo-waziri') }
  const ids: Partial<Record<Role, string>> = { head: 'mkuu', 'data-protection-officer': 'taarifa' }
  return personOf('nida', [role], ids[role] ?? 'tehama')
})

function of(id: string): Actor['person'] {
  return { id, name: id, email: `${id}@mfano.example` }
}
