import { createLogger } from '@mtandao/log'
import { testDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { createApp, type AppDeps } from '../../apps/platform/src/app.ts'
import {
  countryWeb,
  directivesMigrations,
  type CountryNow,
  type DirectivesDeps,
} from '../../modules/directives/src/index.ts'
import type { Country } from './directives-fill.ts'

export interface PageTimes {
  /** Milliseconds from the request to the last byte of the compressed answer. */
  readonly times: readonly number[]
  /** Processor time of one, on average, all threads: on a busy machine the clock on the wall counts others' work too. */
  readonly cpuMs: number
  /** Of the first page, as it goes over the wire, and before compression. */
  readonly bytes: number
  readonly wholeBytes: number
}

/**
 * The country page as the platform serves it: its own app with shell, headers and compression, names from PostgreSQL, the results of
 * `country`. What is asked for goes through filters, orders and pages.
 */
export async function timeCountryPage(
  { register: seen, obligations }: Country,
  country: CountryNow,
  count: number,
): Promise<PageTimes> {
  const made = await testDatabase([registerMigrations, directivesMigrations])
  try {
    const { database } = made
    const now = () => new Date()
    const register = createRegister(now)
    await database.transact(async (db) => {
      await register.enrol(db, {
        institutions: seen.institutions.map(({ id }, at) => ({
          id,
          class: 'GOV',
          code: String(10_000 + at),
          name: { sw: `Taasisi ya Mfano ya ${at}`, en: `Example Institution ${at}` },
          status: 'active',
        })),
        systems: [],
      })
      await db.rows(
        `insert into directives.directive (id, title_sw, title_en)
         select id, 'Elekezo la mfano: ' || id, 'Example directive: ' || id from unnest($1::text[]) as d (id)`,
        [[...new Set(obligations.map(({ directive }) => directive))]],
      )
    })
    const log = createLogger({ area: 'bench', level: 'silent' })
    const standings = { current: () => country }
    // The pages of the country ask for nothing else.
    const deps = { database, register, now, standings, log } as DirectivesDeps
    const app = createApp({
      web: countryWeb(deps),
      actorOf: () => Promise.resolve(undefined),
      demo: false,
      pseudoLanguage: false,
      publicUrl: 'http://localhost',
      trustedProxies: 0,
      database,
      log,
    } as unknown as AppDeps)
    const get = async (path: string) => {
      const headers = { 'accept-encoding': 'gzip' }
      const answer = await app.request(path, { headers }, { incoming: { socket: {} } })
      const { byteLength } = await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      return byteLength
    }
    return await measure(app, get, count)
  } finally {
    await made.close()
  }
}

const asked = [
  '/country',
  '/country?order=late',
  '/country?order=not-met&result=not-met',
  '/country?search=mfano&after=taasisi-500',
  '/country?late=yes&lang=en',
  '/country?directive=elekezo-5',
  '/country?result=unknown&after=taasisi-77',
]

async function measure(
  app: ReturnType<typeof createApp>,
  get: (path: string) => Promise<number>,
  count: number,
): Promise<PageTimes> {
  const plain = await app.request('/country', {}, { incoming: { socket: {} } })
  const wholeBytes = (await plain.arrayBuffer()).byteLength
  const bytes = await get('/country')
  const times: number[] = []
  const before = process.cpuUsage()
  for (let at = 0; at < count; at += 1) {
    const began = performance.now()
    await get(asked[at % asked.length] ?? '/country')
    times.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(before)
  return { times, cpuMs: (user + system) / 1_000 / count, bytes, wholeBytes }
}
