import type { Actor, Role } from '@mtandao/identity/contract'
import { scopeOf } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  failureCodes,
  fillExchanges,
  institutionOf,
  serviceOf,
} from '../../../../tests/load/viewer-fill.ts'
import { exchangeMigrations } from '../index.ts'
import { findExchanges, type ViewerDeps } from './find-exchanges.ts'
import { Cursor, type ExchangeFilter } from './search-filter.ts'
import type { FoundExchange } from './search-store.ts'

const now = new Date('2026-06-01T09:00:00Z')
const rows = 3_000
let db: TestDatabase
let deps: ViewerDeps
let all: FoundExchange[]

const actorOf = (institution: string, ...roles: Role[]): Actor => ({
  person: { id: `person-${institution}`, name: 'Asha Juma', email: 'asha@example.go.tz' },
  institution,
  institutionName: { sw: institution, en: institution },
  roles,
  appointments: [],
  suspended: false,
})
const auditor = actorOf('cag', 'auditor')
const officer = (number: number) => actorOf(institutionOf(number), 'ict-officer')

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = { database: db.database, register: createRegister() }
  await fillExchanges(db.database, { rows, now })
  await db.database.rows(
    `update exchange.exchange set outcome = null, ended_at = null where request_index % 500 = 0`,
  )
  all = await db.database.rows<FoundExchange>(
    `select id, at, door, consumer_institution as "consumerInstitution", consumer_system as "consumerSystem",
       provider_institution as "providerInstitution", provider_system as "providerSystem", service, agreement, outcome, side,
       journal, about from exchange.exchange order by at desc, id desc`,
  )
})
afterAll(() => db.close())

async function everything(actor: Actor, filter: ExchangeFilter): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const found = await findExchanges(
      deps,
      actor,
      filter,
      cursor === undefined ? undefined : Cursor.parse(cursor),
    )
    ids.push(...found.rows.map(({ id }) => id))
    cursor = found.next
  }
  return ids
}

/** What the filter means, said without SQL. */
function expected(actor: Actor, filter: ExchangeFilter): string[] {
  const own = actor.institution
  const sees = (row: FoundExchange) =>
    actor.roles.includes('auditor') ||
    row.consumerInstitution === own ||
    row.providerInstitution === own
  const name = filter.institution ?? (actor.roles.includes('auditor') ? undefined : own)
  const ofRole = (row: FoundExchange) => {
    if (name === undefined) return true
    if (filter.role === 'consumer') return row.consumerInstitution === name
    if (filter.role === 'provider') return row.providerInstitution === name
    return row.consumerInstitution === name || row.providerInstitution === name
  }
  const ofSystem = (row: FoundExchange) => {
    if (filter.system === undefined) return true
    if (filter.role === 'consumer') return row.consumerSystem === filter.system
    if (filter.role === 'provider') return row.providerSystem === filter.system
    return row.consumerSystem === filter.system || row.providerSystem === filter.system
  }
  const ofOutcome = ({ outcome, side }: FoundExchange) => {
    if (filter.outcome === 'ok') return outcome === 'ok'
    if (filter.outcome === 'open') return outcome === null
    if (filter.outcome === 'failed') return outcome !== null && outcome !== 'ok' && side !== null
    if (filter.outcome === 'declined') return outcome !== null && outcome !== 'ok' && side === null
    return true
  }
  return all
    .filter(
      (row) =>
        sees(row) &&
        ofRole(row) &&
        ofSystem(row) &&
        ofOutcome(row) &&
        (!filter.service || row.service === filter.service) &&
        (!filter.code || row.outcome === filter.code) &&
        (!filter.side || (row.side === filter.side && row.outcome !== null)) &&
        (!filter.door || row.door === filter.door) &&
        (!filter.from || row.at >= filter.from) &&
        (!filter.to || row.at < filter.to),
    )
    .map(({ id }) => id)
}

const dayAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const some = fc.integer({ min: 1, max: 30 }).map(institutionOf)
const whole = fc.record({
  institution: some,
  role: fc.constantFrom('consumer' as const, 'provider' as const),
  system: fc.tuple(some, fc.nat(2)).map(([name, number]) => `${name}.system-${number}`),
  service: fc.integer({ min: 1, max: 40 }).map(serviceOf),
  outcome: fc.constantFrom('ok' as const, 'failed' as const, 'declined' as const, 'open' as const),
  code: fc.constantFrom(...failureCodes),
  side: fc.constantFrom('consumer' as const, 'bus' as const, 'provider' as const),
  door: fc.constantFrom('govesb' as const, 'r1' as const),
  from: fc.integer({ min: 300, max: 730 }).map(dayAgo),
  to: fc.integer({ min: 0, max: 299 }).map(dayAgo),
})
// A filter of everything at once finds nothing: three members at most.
const members = [
  'institution',
  'role',
  'system',
  'service',
  'outcome',
  'code',
  'side',
  'door',
  'from',
  'to',
] as const
const filters = fc
  .tuple(whole, fc.subarray([...members], { maxLength: 3 }))
  .map(([every, chosen]): ExchangeFilter =>
    Object.fromEntries(chosen.map((name) => [name, every[name]])),
  )
const actors = fc.oneof(fc.constant(auditor), fc.integer({ min: 1, max: 20 }).map(officer))

test(
  'a search finds what its words mean, all of it, newest first, whoever asks',
  { timeout: 120_000 },
  async () => {
    let met = 0
    await fc.assert(
      fc.asyncProperty(actors, filters, async (actor, filter) => {
        const found = await everything(actor, filter)
        met += found.length
        expect(found).toEqual(expected(actor, filter))
      }),
      { numRuns: 60 },
    )
    // Else nothing was compared but emptiness.
    expect(met).toBeGreaterThan(500)
  },
)

test('an id finds its exchange and late answers to it, the first half of an id what began in that millisecond', async () => {
  const [asked, answer] = [all[10], all[5]]
  if (!asked || !answer) throw new Error('invariant: there are rows')
  await db.database.rows('update exchange.exchange set about = $1 where id = $2', [
    asked.id,
    answer.id,
  ])
  expect(await everything(auditor, { id: { low: asked.id, high: asked.id } })).toEqual([
    answer.id,
    asked.id,
  ])
  const half = asked.id.slice(0, 13)
  const range = { low: `${half}-0000-0000-000000000000`, high: `${half}-ffff-ffff-ffffffffffff` }
  expect(await everything(auditor, { id: range })).toEqual([asked.id])
})

test('the count is exact while it is small', async () => {
  const { count } = await findExchanges(deps, auditor, { door: 'r1' })
  expect(count).toEqual({ value: expected(auditor, { door: 'r1' }).length, more: false })
})

test('with every check of ours switched off, PostgreSQL still shows an institution only its own', async () => {
  const other = officer(3)
  const seen = await db.database
    .within(scopeOf(other))
    .rows<{ c: string; p: string }>(
      'select consumer_institution as c, provider_institution as p from exchange.exchange',
    )
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.every(({ c, p }) => c === institutionOf(3) || p === institutionOf(3))).toBe(true)
  expect(
    await db.database.within(scopeOf(undefined)).rows('select id from exchange.exchange'),
  ).toEqual([])
  const suspended = { ...other, suspended: true }
  expect(
    await db.database.within(scopeOf(suspended)).rows('select id from exchange.exchange'),
  ).toEqual([])
})

test('and writes nothing of it, neither of others nor of its own', async () => {
  const scoped = db.database.within(scopeOf(officer(3)))
  for (const sql of [
    `update exchange.exchange set outcome = 'ok'`,
    'delete from exchange.exchange',
    `insert into exchange.party_day values ('x', 'consumer', '2026-01-01', 'none', 1)`,
    `update exchange.connected_trend set institutions = 500`,
  ]) {
    await expect(scoped.rows(sql)).rejects.toThrow('permission denied')
  }
})

test('an institution that a push was delivered to finds the exchange by its id', async () => {
  const row = all.find(
    ({ consumerInstitution, providerInstitution }) =>
      consumerInstitution !== institutionOf(150) && providerInstitution !== institutionOf(150),
  )
  if (!row) throw new Error('invariant: some exchange is of others')
  const filter = { id: { low: row.id, high: row.id } }
  expect(await everything(officer(150), filter)).toEqual([])
  await db.database.rows(
    `insert into exchange.attempt (journal, entry_index, exchange, at, arrived, institution) values (1, 1, $1, now(), true, $2)`,
    [row.id, institutionOf(150)],
  )
  expect(await everything(officer(150), filter)).toEqual([row.id])
})
