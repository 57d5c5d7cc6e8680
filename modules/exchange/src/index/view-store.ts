import type { Db } from '@mtandao/pg'
import type { Side } from '../contract.ts'

/** Rows behind the views; the module's index.ts turns them into what others see. */
export interface ExchangeRecord {
  id: string
  at: Date
  door: string
  consumer_institution: string | null
  consumer_system: string | null
  consumer_client: string | null
  provider_institution: string | null
  provider_system: string | null
  service: string | null
  service_sw: string | null
  service_en: string | null
  agreement: string | null
  purpose: string | null
  operation: string | null
  status: number | null
  outcome: string | null
  side: Side | null
  latency_ms: number | null
  origin: string | null
  request_index: number | null
  response_index: number | null
  request_bytes: number | null
  response_bytes: number | null
  delivered: number
  undelivered: number
  about: string | null
}

const selected = `select e.id, e.at, e.door, e.consumer_institution, e.consumer_system, e.consumer_client,
    e.provider_institution, e.provider_system, e.service, s.name_sw as service_sw, s.name_en as service_en, e.agreement,
    e.purpose, e.operation, e.status, e.outcome, e.side, e.latency_ms, j.origin, e.request_index, e.response_index,
    e.request_bytes, e.response_bytes, e.delivered, e.undelivered, e.about
  from exchange.exchange e
    left join exchange.service s on s.id = e.service
    left join exchange.journal_cursor j on j.id = e.journal`

export async function selectNewest(db: Db, limit: number): Promise<ExchangeRecord[]> {
  return await db.rows<ExchangeRecord>(
    `${selected} where not e.sandbox order by e.at desc limit $1`,
    [limit],
  )
}

export async function selectExchange(db: Db, id: string): Promise<ExchangeRecord | undefined> {
  return (await db.rows<ExchangeRecord>(`${selected} where e.id = $1`, [id]))[0]
}

export interface TallyRow {
  side: Side | 'none'
  today: number
  total: number
}

export async function selectTallies(db: Db, now: Date): Promise<TallyRow[]> {
  return await db.rows<TallyRow>(
    `select side, sum(ended)::bigint as total,
       coalesce(sum(ended) filter (where day = ($1::timestamptz at time zone 'Africa/Dar_es_Salaam')::date), 0)::bigint as today
     from exchange.party_day where institution = '' group by side`,
    [now],
  )
}

export async function countSince(db: Db, since: Date): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    'select count(*) as count from exchange.exchange where at > $1 and outcome is not null and not sandbox',
    [since],
  )
  return row?.count ?? 0
}

/** Of the newest `limit` since then: a bus at full load must not make its front page slow. */
export async function selectLatency(db: Db, since: Date, limit: number) {
  const [row] = await db.rows<{ p50: number | null; p95: number | null }>(
    `select percentile_cont(0.5) within group (order by latency_ms) as p50,
       percentile_cont(0.95) within group (order by latency_ms) as p95
     from (select latency_ms from exchange.exchange
       where at > $1 and outcome = 'ok' and latency_ms is not null and not sandbox order by at desc limit $2) as newest`,
    [since, limit],
  )
  if (!row || row.p50 === null || row.p95 === null) return null
  return { p50: row.p50, p95: row.p95 }
}

export async function countRights(db: Db, now: Date) {
  const [row] = await db.rows<{ services: number; agreements: number }>(
    `select (select count(*) from exchange.service where status = 'active') as services,
       (select count(*) from exchange.agreement
         where status = 'active' and $1 >= valid_from and $1 < valid_until) as agreements`,
    [now],
  )
  return row ?? { services: 0, agreements: 0 }
}

export async function selectJournals(db: Db) {
  return await db.rows<{
    origin: string
    indexed: number
    size: number
    checkpointAt: Date | null
    alarms: string[]
  }>(
    `select origin, next_index as indexed, tree_size as size, checkpoint_at as "checkpointAt",
       coalesce((select array_agg(distinct a.kind) from exchange.journal_alarm a
         where a.origin = c.origin and a.acknowledged_at is null), '{}') as alarms
     from exchange.journal_cursor c order by origin`,
  )
}
