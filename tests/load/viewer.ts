/**
 * `npm run bench:viewer`: fills an index of exchanges and searches it as officers and auditors do, through the use case of
 * the pages, row-level policies and all. Its own PostgreSQL in a temporary folder; ends with 0 whatever the figures are.
 *
 *   --rows N        10,000,000 unless said
 *   --searches N    of each kind (200)
 *   --keep FOLDER   the database stays there, and is used again when it holds as many rows
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate, openDatabase, type Database } from '@mtandao/pg'
import { startEmbedded } from '@mtandao/pg/embedded'
import { registerMigrations } from '@mtandao/register'
import { freePorts } from '@mtandao/testkit'
import { exchangeMigrations } from '../../modules/exchange/src/index.ts'
import { fillExchanges } from './viewer-fill.ts'
import { at, kinds, makeSearches, timeSearches, unscoped, type Kind } from './viewer-searches.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    searches: { type: 'string', default: '200' },
    keep: { type: 'string' },
  },
})
const rows = Number(values.rows)
const searches = Number(values.searches)
const say = (text: string) => process.stdout.write(`${text}\n`)
const now = new Date('2026-11-01T09:00:00Z')

const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'mtandao-viewer-')))
const [port = 0] = await freePorts(1)
const server = await startEmbedded({ dataDir: join(folder, 'pg'), port, durable: false })
const database = openDatabase({ url: server.url, statementTimeoutMs: 0 })
try {
  say(`${rows.toLocaleString('en')} exchanges; ${machine()}`)
  await prepare(database)
  const p95: Record<string, number> = {}
  const ids = await sampleIds(database)
  say('kind              p50 ms   p95 ms   p99 ms   with the second wall / without, p95')
  for (const kind of kinds) p95[kind] = await measure(kind, ids)
  say(await sizes(database))
  const told = Object.fromEntries(
    (['by_id', 'by_institution', 'by_code', 'by_time'] as const).map((kind) => [kind, p95[kind]]),
  )
  say(JSON.stringify({ rows, p95_ms: told }))
} finally {
  await database.close()
  await server.stop()
  if (values.keep === undefined) {
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(into: Database): Promise<void> {
  await migrate(into, [registerMigrations, exchangeMigrations])
  const [found] = await into.rows<{ count: number }>(
    'select count(*) as count from exchange.exchange',
  )
  if (found?.count === rows) return
  await into.rows('truncate exchange.exchange')
  const begun = performance.now()
  await fillExchanges(into, {
    rows,
    now,
    onProgress: (done) => {
      if (done % 1_000_000 === 0) say(`  ${done.toLocaleString('en')} in`)
    },
  })
  say(`filled in ${Math.round((performance.now() - begun) / 1000)} s`)
}

async function sampleIds(from: Database): Promise<string[]> {
  const share = Math.min(100, Math.max(0.01, 500_000 / rows))
  const sampled = await from.rows<{ id: string }>(
    `select id from exchange.exchange tablesample bernoulli (${share}) repeatable (1) limit 5000`,
  )
  return sampled.map(({ id }) => id)
}

/** The two ways take turns, so that neither finds the cache warmed by the other more than it warms it. */
async function measure(kind: Kind, ids: readonly string[]): Promise<number> {
  const scoped: number[] = []
  const open: number[] = []
  for (let round = 0; round < 4; round += 1) {
    const of = (seed: number) => makeSearches(kind, Math.ceil(searches / 4), { now, ids, seed })
    scoped.push(...(await timeSearches(database, of(round * 2 + 1))))
    open.push(...(await timeSearches(unscoped(database), of(round * 2 + 2))))
  }
  const ms = (value: number) => value.toFixed(1).padStart(8)
  const ratio = at(scoped, 0.95) / at(open, 0.95)
  const figures = [0.5, 0.95, 0.99].map((share) => ms(at(scoped, share))).join(' ')
  say(`${kind.padEnd(15)} ${figures}   ${ratio.toFixed(2)}`)
  return Number(at(scoped, 0.95).toFixed(1))
}

async function sizes(of: Database): Promise<string> {
  const [table] = await of.rows<{ heap: number; indexes: number }>(
    `select pg_relation_size('exchange.exchange') as heap, pg_indexes_size('exchange.exchange') as indexes`,
  )
  const gigabytes = (bytes = 0) => (bytes / 1e9).toFixed(2)
  return `table ${gigabytes(table?.heap)} GB, indexes ${gigabytes(table?.indexes)} GB`
}

function machine(): string {
  return `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
}
