import type { Db } from '@mtandao/pg'
import type { Side } from '../contract.ts'
import type { Hints, Query } from './search-query.ts'
import type { ExchangeFilter } from './search-filter.ts'

/** One exchange as the index has it. */
export interface FoundExchange {
  readonly id: string
  readonly at: Date
  readonly endedAt: Date | null
  readonly door: string
  readonly consumerInstitution: string | null
  readonly consumerSystem: string | null
  readonly consumerClient: string | null
  readonly providerInstitution: string | null
  readonly providerSystem: string | null
  readonly service: string | null
  readonly agreement: string | null
  readonly purpose: string | null
  readonly operation: string | null
  readonly status: number | null
  readonly outcome: string | null
  readonly side: Side | null
  readonly latencyMs: number | null
  readonly journal: number | null
  readonly requestIndex: number | null
  readonly responseIndex: number | null
  readonly requestBytes: number | null
  readonly responseBytes: number | null
  readonly delivered: number
  readonly undelivered: number
  readonly about: string | null
}

/** One attempt to deliver, as the index has it. */
export interface AttemptView {
  readonly at: Date
  readonly number: number | null
  readonly arrived: boolean
  readonly operation: string | null
  readonly institution: string | null
  readonly system: string | null
  readonly outcome: string | null
  readonly latencyMs: number | null
  /** Origin of the log, and index of the entry in it. */
  readonly origin: string | null
  readonly entryIndex: number
}

export interface JournalName {
  readonly id: number
  readonly origin: string
  readonly vkey: string
  readonly environment: string
}

/** Ends the transaction when one of its statements would read too long. */
export async function limitTime(db: Db, milliseconds: number): Promise<void> {
  await db.rows(`set local statement_timeout = ${Math.floor(milliseconds)}`)
}

export function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}

export async function runSearch(db: Db, query: Query | undefined): Promise<FoundExchange[]> {
  return query ? await db.rows<FoundExchange>(query.sql, query.values) : []
}

export async function runCount(db: Db, query: Query | undefined): Promise<number> {
  if (!query) return 0
  return (await db.rows<{ count: number }>(query.sql, query.values))[0]?.count ?? 0
}

export async function listJournalNames(db: Db): Promise<JournalName[]> {
  return await db.rows<JournalName>(
    'select id, origin, vkey, environment from exchange.journal_cursor order by id limit 1000',
  )
}

/** Where the system and the service looked for were seen, and what the agreement is about. */
export async function findHints(
  db: Db,
  { system, service, agreement, environment }: ExchangeFilter,
): Promise<Hints> {
  const [agreed] =
    agreement === undefined
      ? []
      : await db.rows<{ service: string }>('select service from exchange.agreement where id = $1', [
          agreement,
        ])
  const ofSystem = system === undefined ? undefined : await seenUnder(db, system)
  const meant = service ?? agreed?.service
  const ofService = meant === undefined ? undefined : await seenUnder(db, meant)
  const journals =
    environment === undefined
      ? undefined
      : (await listJournalNames(db)).filter((one) => one.environment === environment)
  return {
    consumers: ofSystem?.('consumer'),
    providers: ofSystem?.('provider'),
    service: ofService?.('service'),
    agreementService: agreed?.service,
    journals: journals?.map(({ id }) => id),
  }
}

async function seenUnder(db: Db, name: string) {
  const rows = await db.rows<{ role: string; institution: string }>(
    'select distinct role, institution from exchange.seen where name = $1 limit 100',
    [name],
  )
  return (role: string) => rows.filter((row) => row.role === role).map((row) => row.institution)
}

/** Names by service id, of services that the gateway routes. */
export async function serviceNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { sw: string; en: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ id: string; sw: string; en: string }>(
    'select id, name_sw as sw, name_en as en from exchange.service where id = any($1::text[])',
    [ids],
  )
  return new Map(rows.map(({ id, sw, en }) => [id, { sw, en }]))
}

/** The id of a service that people call by its id, its apiCode or pushCode, or its r1 code. */
export async function findServiceId(db: Db, word: string): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string }>(
    `select id from exchange.service where id = $1 or esb_code = $1 or code = $1
     order by (id = $1) desc, (esb_code = $1) desc nulls last, id limit 1`,
    [word],
  )
  return row?.id
}

/** Attempts to deliver this message, the first first. */
export async function listAttempts(db: Db, exchange: string): Promise<AttemptView[]> {
  return await db.rows<AttemptView>(
    `select a.at, a.number, a.arrived, a.operation, a.institution, a.system, a.outcome, a.latency_ms as "latencyMs",
       j.origin, a.entry_index as "entryIndex"
     from exchange.attempt a left join exchange.journal_cursor j on j.id = a.journal
     where a.exchange = $1 order by a.at, a.entry_index limit 500`,
    [exchange],
  )
}

/** By id. A few thousand rows lie behind it: systems and services, not exchanges. */
export async function listInstitutionsSeen(db: Db): Promise<string[]> {
  const rows = await db.rows<{ institution: string }>(
    `select distinct institution from exchange.seen where role <> 'service' order by 1 limit 500`,
  )
  return rows.map(({ institution }) => institution)
}
