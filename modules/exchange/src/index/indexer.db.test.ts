import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEntry } from '@mtandao/contracts'
import { createLogger } from '@mtandao/log'
import { openDatabase } from '@mtandao/pg'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import { noteSigner, openJournal, type Journal } from '@mtandao/tlog'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import type { Environment } from '../contract.ts'
import { runIndexer } from './indexer.ts'
import { selectNewest } from './view-store.ts'

const origin = 'gw.test/journal/0'
const seed = randomBytes(32)
const { vkey } = noteSigner(origin, seed)
const parties = {
  consumer: { institution: 'heslb', system: 'loans', client: 'loans-1' },
  provider: { institution: 'nida', system: 'ids' },
  service: 'person',
}

let db: TestDatabase
let dir: string
let journal: Journal
/** What the operations port serves; a test can put something else in its place. */
let served: { dir: string; vkey: string; up: boolean }
let ops: Server
let opsUrl: string
let serial = 0
let bus: Environment = 'production'

beforeAll(async () => (db = await testDatabase([registerMigrations, exchangeMigrations])))
afterAll(() => db.close())

beforeEach(async () => {
  await db.database.rows(`truncate exchange.exchange, exchange.tally_day, exchange.journal_alarm,
    exchange.journal_cursor, exchange.attempt, exchange.party_day, exchange.latency_day, exchange.seen
    restart identity`)
  dir = mkdtempSync(join(tmpdir(), 'journal-'))
  journal = await openJournal({ dir, origin, seed, publishIntervalMs: 20 })
  served = { dir, vkey, up: true }
  ops = createServer((request, response) => {
    if (!served.up) return void response.writeHead(503).end()
    if (request.url === '/journal/') {
      const list = [{ worker: 0, origin, vkey: served.vkey, path: '/journal/0/' }]
      return void response.end(JSON.stringify(list))
    }
    const file = join(served.dir, (request.url ?? '').replace('/journal/0/', ''))
    if (!existsSync(file)) return void response.writeHead(404).end()
    return void response.end(readFileSync(file))
  }).listen(0, '127.0.0.1')
  await once(ops, 'listening')
  opsUrl = `http://127.0.0.1:${(ops.address() as AddressInfo).port}`
})
afterEach(async () => {
  await journal.close()
  ops.closeAllConnections()
  ops.close()
  rmSync(dir, { recursive: true, force: true })
})

const idOf = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`

function append(kind: JournalEntry['kind'], exchange: string, more: Partial<JournalEntry> = {}) {
  const at = new Date(Date.parse('2026-03-01T10:00:00Z') + serial++).toISOString()
  const entry = { v: 1, kind, exchange, at, door: 'govesb', ...more }
  return new Promise<number>((resolve, reject) => {
    const index = journal.append(JSON.stringify(entry), (error) =>
      error ? reject(error) : resolve(index),
    )
  })
}

/** `count` whole exchanges: 2 × count entries. */
async function exchanges(from: number, count: number): Promise<void> {
  const all: Promise<number>[] = []
  for (let n = from; n < from + count; n += 1) {
    all.push(append('request', idOf(n), { ...parties, received: { bytes: 10 } }))
    all.push(
      append('response', idOf(n), {
        outcome: 'ok',
        status: 200,
        latencyMs: 4,
        request: (n - from) * 2,
      }),
    )
  }
  await Promise.all(all)
}

/** Runs an indexer while `work` does. */
async function indexing(work: () => Promise<void>, database = db.database): Promise<string[]> {
  const lines: string[] = []
  const log = createLogger({ area: 'indexer', write: (line) => lines.push(line) })
  const stop = new AbortController()
  const running = runIndexer(
    {
      database,
      opsUrls: { production: [], sandbox: [], [bus]: [opsUrl] },
      now: () => new Date(),
      log,
    },
    stop.signal,
  )
  try {
    await work()
  } finally {
    stop.abort()
    await running
  }
  return lines.map((line) => (JSON.parse(line) as { event: string }).event)
}

async function counts() {
  const [row] = await db.database.rows<{ rows: number; tallied: number; next: number }>(
    `select (select count(*) from exchange.exchange) as rows,
       (select coalesce(sum(ended), 0) from exchange.tally_day)::bigint as tallied,
       (select coalesce(max(next_index), 0) from exchange.journal_cursor) as next`,
  )
  return row
}
const until = async (expected: Awaited<ReturnType<typeof counts>>) =>
  await expect.poll(counts, { timeout: 15_000, interval: 50 }).toEqual(expected)

async function alarms() {
  return await db.database.rows<{ kind: string; detail: string }>(
    'select kind, detail from exchange.journal_alarm order by id',
  )
}

test('a journal of several tiles is indexed whole, and goes on where it stopped', async () => {
  await exchanges(0, 700)
  await indexing(() => until({ rows: 700, tallied: 700, next: 1400 }))
  await exchanges(700, 300)
  await indexing(() => until({ rows: 1000, tallied: 1000, next: 2000 }))
  const [row] = await db.database.rows(
    `select consumer_institution, provider_system, service, outcome, side, latency_ms, status, request_index, response_index,
       request_bytes, origin from exchange.exchange e join exchange.journal_cursor j on j.id = e.journal where e.id = $1`,
    [idOf(0)],
  )
  expect(row).toEqual({
    consumer_institution: 'heslb',
    provider_system: 'ids',
    service: 'person',
    outcome: 'ok',
    side: null,
    latency_ms: 4,
    status: 200,
    request_index: 0,
    response_index: 1,
    request_bytes: 10,
    origin,
  })
  expect(await alarms()).toEqual([])
})

test('an exchange whose entries come in different batches becomes one row', async () => {
  await append('request', idOf(1), parties)
  await indexing(() => until({ rows: 1, tallied: 0, next: 1 }))
  await append('response', idOf(1), { outcome: 'ok', request: 0 })
  await append('undelivered', idOf(1), { attempt: 1 })
  await append('delivered', idOf(1), { attempt: 2 })
  await indexing(() => until({ rows: 1, tallied: 1, next: 4 }))
  await append('completed', idOf(1), { outcome: 'gateway.provider-reset', side: 'provider' })
  await indexing(() => until({ rows: 1, tallied: 1, next: 5 }))
  expect(
    await db.database.rows(
      'select service, outcome, side, delivered, undelivered, request_index, response_index from exchange.exchange',
    ),
  ).toEqual([
    {
      service: 'person',
      outcome: 'gateway.provider-reset',
      side: 'provider',
      delivered: 1,
      undelivered: 1,
      request_index: 0,
      response_index: 1,
    },
  ])
  expect(
    await db.database.rows('select side, ended from exchange.tally_day where ended <> 0'),
  ).toEqual([{ side: 'provider', ended: 1 }])
  await append('closed', idOf(1), { outcome: 'gateway.answer-not-recorded', side: 'bus' })
  await indexing(() => until({ rows: 1, tallied: 1, next: 6 }))
})

test('two indexers at once count nothing twice', async () => {
  await exchanges(0, 500)
  await indexing(() =>
    indexing(() => until({ rows: 500, tallied: 500, next: 1000 })).then(() => {}),
  )
  expect(await counts()).toEqual({ rows: 500, tallied: 500, next: 1000 })
})

test('absence of the gateway and of the database is waited out, and leaves no gap', async () => {
  served.up = false
  const pool = openDatabase({ url: db.url, applicationName: 'indexer' })
  const cut = async () =>
    await db.database.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'indexer'`,
    )
  const events = await indexing(async () => {
    await exchanges(0, 400)
    await new Promise((resolve) => setTimeout(resolve, 300))
    served.up = true
    for (let round = 0; round < 3; round += 1) {
      await cut()
      await exchanges(1000 * (round + 1), 200)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await until({ rows: 1000, tallied: 1000, next: 2000 })
  }, pool)
  await pool.close()
  expect(events).toContain('indexing-waits')
  expect(events).toContain('indexing-again')
  expect(events).not.toContain('indexing-failed')
})

test('nothing of a chunk stays when it fails half-way', async () => {
  await exchanges(0, 50)
  await db.database.rows(
    `alter table exchange.tally_day add constraint broken check (service <> 'person')`,
  )
  const events = await indexing(
    async () => await expect.poll(async () => (await counts())?.next).toBe(0),
  )
  expect(await counts()).toEqual({ rows: 0, tallied: 0, next: 0 })
  await db.database.rows('alter table exchange.tally_day drop constraint broken')
  await indexing(() => until({ rows: 50, tallied: 50, next: 100 }))
  expect(events.every((event) => event === 'indexing-failed')).toBe(true)
})

test('another key than the one first seen raises an alarm, and nothing is taken', async () => {
  await exchanges(0, 5)
  await indexing(() => until({ rows: 5, tallied: 5, next: 10 }))
  served.vkey = noteSigner(origin, randomBytes(32)).vkey
  await exchanges(5, 5)
  const events = await indexing(
    async () => await expect.poll(alarms).toMatchObject([{ kind: 'key-changed' }]),
  )
  expect(events).toContain('journal-alarm')
  expect((await counts())?.next).toBe(10)
})

test('a log that goes back, and one that tells another history, raise an alarm', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'journal-'))
  await exchanges(0, 5)
  await journal.publish()
  cpSync(dir, copy, { recursive: true })
  await exchanges(5, 5)
  await indexing(() => until({ rows: 10, tallied: 10, next: 20 }))
  served.dir = copy
  await indexing(
    async () =>
      await expect
        .poll(alarms)
        .toEqual([{ kind: 'inconsistent', detail: 'the log went back from 20 to 10 entries' }]),
  )

  const other = mkdtempSync(join(tmpdir(), 'journal-'))
  const forged = await openJournal({ dir: other, origin, seed, publishIntervalMs: 20 })
  const honest = journal
  journal = forged
  await exchanges(50, 20)
  await forged.publish()
  await forged.close()
  journal = honest
  served.dir = other
  await indexing(async () => await expect.poll(async () => (await alarms()).length).toBe(2))
  expect((await alarms())[1]).toMatchObject({
    kind: 'inconsistent',
    detail: expect.stringContaining('does not contain'),
  })
  expect((await counts())?.next).toBe(20)
  for (const folder of [copy, other]) rmSync(folder, { recursive: true })
})

test('a checkpoint signed by someone else, and an entry that was altered, raise an alarm', async () => {
  await exchanges(0, 5)
  await journal.publish()
  const forged = mkdtempSync(join(tmpdir(), 'journal-'))
  cpSync(dir, forged, { recursive: true })
  served.dir = forged
  const checkpoint = readFileSync(join(dir, 'checkpoint'), 'utf8')
  writeFileSync(join(forged, 'checkpoint'), checkpoint.replace('\n10\n', '\n11\n'))
  await indexing(
    async () => await expect.poll(alarms).toMatchObject([{ kind: 'signature-invalid' }]),
  )
  writeFileSync(join(forged, 'checkpoint'), checkpoint)
  const bundle = join(forged, 'tile/entries/000.p/10')
  mkdirSync(join(bundle, '..'), { recursive: true })
  writeFileSync(
    bundle,
    readFileSync(join(dir, 'tile/entries/000.p/10'), 'latin1').replace('nida', 'nima'),
    'latin1',
  )
  await indexing(
    async () =>
      await expect
        .poll(alarms)
        .toMatchObject([{ kind: 'signature-invalid' }, { kind: 'tile-invalid' }]),
  )
  expect(await counts()).toMatchObject({ rows: 0, next: 0 })
  rmSync(forged, { recursive: true })
})

test('an entry that nobody can read is an alarm, and the rest goes on', async () => {
  await exchanges(0, 1)
  await new Promise<void>((resolve, reject) =>
    journal.append('mchezo', (error) => (error ? reject(error) : resolve())),
  )
  await exchanges(1, 1)
  await indexing(() => until({ rows: 2, tallied: 2, next: 5 }))
  expect(await alarms()).toEqual([{ kind: 'entry-malformed', detail: 'entry 2 is not JSON' }])
})

test('figures are kept for the country, for both parties, and as latency', async () => {
  await exchanges(0, 3)
  await append('refused', idOf(9), {
    consumer: parties.consumer,
    outcome: 'gateway.agreement-missing',
    side: 'consumer',
  })
  await indexing(() => until({ rows: 4, tallied: 4, next: 7 }))
  expect(
    await db.database.rows(
      'select institution, role, day::text, side, ended from exchange.party_day order by 1, 2, 4',
    ),
  ).toEqual([
    { institution: '', role: 'all', day: '2026-03-01', side: 'consumer', ended: 1 },
    { institution: '', role: 'all', day: '2026-03-01', side: 'none', ended: 3 },
    { institution: 'heslb', role: 'consumer', day: '2026-03-01', side: 'consumer', ended: 1 },
    { institution: 'heslb', role: 'consumer', day: '2026-03-01', side: 'none', ended: 3 },
    { institution: 'nida', role: 'provider', day: '2026-03-01', side: 'none', ended: 3 },
  ])
  const latencies = await db.database.rows<{ ended: number }>(
    `select institution, ended from exchange.latency_day order by 1`,
  )
  expect(latencies).toEqual([
    { institution: '', ended: 3 },
    { institution: 'heslb', ended: 3 },
    { institution: 'nida', ended: 3 },
  ])
  expect(
    await db.database.rows(
      'select name, role, institution from exchange.seen where accepted_at is not null order by 1',
    ),
  ).toEqual([
    { name: 'ids', role: 'provider', institution: 'nida' },
    { name: 'loans', role: 'consumer', institution: 'heslb' },
    { name: 'person', role: 'service', institution: 'nida' },
  ])
})

test('each attempt to deliver is kept with its time and whom it was for, whenever it came', async () => {
  await append('request', idOf(1), parties)
  await append('response', idOf(1), { outcome: 'ok', request: 0 })
  await append('undelivered', idOf(1), { attempt: 1, outcome: 'gateway.provider-unreachable' })
  await indexing(() => until({ rows: 1, tallied: 1, next: 3 }))
  await append('delivered', idOf(1), { attempt: 2, outcome: 'ok', provider: parties.provider })
  await indexing(() => until({ rows: 1, tallied: 1, next: 4 }))
  expect(
    await db.database.rows(
      `select entry_index, number, arrived, institution, outcome, consumer_institution, provider_institution
       from exchange.attempt order by entry_index`,
    ),
  ).toEqual([
    {
      entry_index: 2,
      number: 1,
      arrived: false,
      institution: null,
      outcome: 'gateway.provider-unreachable',
      consumer_institution: 'heslb',
      provider_institution: 'nida',
    },
    {
      entry_index: 3,
      number: 2,
      arrived: true,
      institution: 'nida',
      outcome: 'ok',
      consumer_institution: 'heslb',
      provider_institution: 'nida',
    },
  ])
})

test('a sandbox is searched like any other journal and counted in no figure', async () => {
  bus = 'sandbox'
  await exchanges(0, 2)
  await indexing(() => until({ rows: 2, tallied: 0, next: 4 }))
  bus = 'production'
  const rows = await db.database.rows<{ sandbox: boolean }>('select sandbox from exchange.exchange')
  expect(rows).toEqual([{ sandbox: true }, { sandbox: true }])
  expect(await db.database.rows('select 1 from exchange.party_day')).toEqual([])
  expect(await selectNewest(db.database, 10)).toEqual([])
})
