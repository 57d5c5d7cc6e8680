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

export interface JournalName {
  readonly id: number
  readonly origin: string
  readonly vkey: string
  readonly environment: string
}

/** Longer than any search with a fitting index takes; the rest is refused in words rather than waited for. */
const searchMsMax = 5_000

/** Ends a search that would read too much; the transaction is over then. */
export async function limitTime(db: Db): Promise<void> {
  await db.rows(`set local statement_timeout = ${searchMsMax}`)
}

export function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}

export async function runSearch(db: Db, { sql, values }: Query): Promise<FoundExchange[]> {
  return await db.rows<FoundExchange>(sql, values)
}

export async function runCount(db: Db, { sql, values }: Query): Promise<number> {
  return (await db.rows<{ count: number }>(sql, values))[0]?.count ?? 0
}

export async function listJournalNames(db: Db): Promise<JournalName[]> {
  return await db.rows<JournalName>(
    'select id, origin, vkey, environment from exchange.journal_cursor order by id limit 1000',
  )
}

/** Where the system looked for was seen, and which service the agreement is about. */
export async function findHints(
  db: Db,
  { system, agreement, environment }: ExchangeFilter,
): Promise<Hints> {
  const [seen] =
    system === undefined
      ? []
      : await db.rows<{ institution: string }>(
          'select institution from exchange.system_seen where system = $1 limit 1',
          [system],
        )
  const [agreed] =
    agreement === undefined
      ? []
      : await db.rows<{ service: string }>('select service from exchange.agreement where id = $1', [
          agreement,
        ])
  const journals =
    environment === undefined
      ? undefined
      : (await listJournalNames(db)).filter((one) => one.environment === environment)
  return {
    systemInstitution: seen?.institution,
    agreementService: agreed?.service,
    journals: journals?.map(({ id }) => id),
  }
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
