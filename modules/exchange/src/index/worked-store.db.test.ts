import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import type { Attempt } from './fold.ts'
import { markWorked } from './worked-store.ts'

let db: TestDatabase
beforeAll(async () => (db = await testDatabase([registerMigrations, exchangeMigrations])))
afterAll(() => db.close())
beforeEach(async () => {
  await db.database.rows('truncate exchange.exchange, exchange.attempt, exchange.worked')
})

const id = '019a0000-0000-7000-8000-000000000001'
const loans = ['heslb', 'loans'] as const
const ids = ['nida', 'ids'] as const
const at = '2026-11-20T09:00:00.000Z'

interface Given {
  readonly consumer: readonly [institution: string, system: string]
  readonly provider: readonly [institution: string, system: string]
  readonly outcome?: string | null
  readonly side?: string | null
  readonly request?: number | null
}

async function exchanged({ consumer, provider, outcome = 'ok', side = null, request = 0 }: Given) {
  await db.database.rows(
    `insert into exchange.exchange (id, at, door, consumer_institution, consumer_system, provider_institution, provider_system,
       service, outcome, side, request_index) values ($1, $2, 'govesb', $3, $4, $5, $6, 'person', $7, $8, $9)`,
    [id, at, ...consumer, ...provider, outcome, side, request],
  )
  await mark([id], [])
}

const mark = (ended: readonly string[], attempts: readonly Attempt[]) =>
  db.database.transact((one) => markWorked(one, ended, attempts))

const arrival = ([institution, system]: readonly [string, string], arrived = true): Attempt => ({
  exchange: id,
  index: 1,
  at,
  arrived,
  number: 1,
  operation: undefined,
  institution,
  system,
  outcome: 'ok',
  latencyMs: 1,
})

const worked = async () =>
  (
    await db.database.rows<{ system: string }>('select system from exchange.worked order by system')
  ).map(({ system }) => system)

test('who asked another institution and was answered exchanged, and so did who answered', async () => {
  await exchanged({ consumer: loans, provider: ids })
  expect(await worked()).toEqual(['ids', 'loans'])
})

test('what an institution says to itself is no exchange: its own service, a push that nobody takes', async () => {
  await exchanged({ consumer: loans, provider: ['heslb', 'archive'] })
  await db.database.rows('truncate exchange.exchange')
  await exchanged({ consumer: loans, provider: loans })
  await mark([], [arrival(loans, false)])
  await mark([], [arrival(['heslb', 'archive'])])
  expect(await worked()).toEqual([])
})

test('a push counts for its sender once another institution has taken it', async () => {
  await exchanged({ consumer: loans, provider: loans })
  await mark([], [arrival(ids)])
  expect(await worked()).toEqual(['ids', 'loans'])
})

test('what is the asker’s own fault counts for nobody, what was let in and then refused neither', async () => {
  await exchanged({
    consumer: loans,
    provider: ids,
    outcome: 'gateway.digest-mismatch',
    side: 'consumer',
  })
  expect(await worked()).toEqual([])
  await db.database.rows('truncate exchange.exchange')
  await exchanged({
    consumer: loans,
    provider: ids,
    outcome: 'gateway.agreement-missing',
    side: 'consumer',
    request: null,
  })
  expect(await worked()).toEqual([])
})

test('asking a provider that never answers makes nobody joined, and one that fell silent makes its consumers not silent', async () => {
  const dead = {
    consumer: loans,
    provider: ids,
    outcome: 'gateway.provider-unreachable',
    side: 'provider',
  }
  await exchanged(dead)
  expect(await worked()).toEqual([])
  await db.database.rows(
    `insert into exchange.worked values ('loans', 'heslb', '2026-11-01', '2026-11-01')`,
  )
  await mark([id], [])
  expect(await db.database.rows(`select last_at as at from exchange.worked`)).toEqual([
    { at: new Date(at) },
  ])
})
