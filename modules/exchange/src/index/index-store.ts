import type { Db } from '@mtandao/pg'
import type { Attempt, ExchangeRow, Folded } from './fold.ts'
import type { Environment } from '../contract.ts'
import type { EndedFacts, Seen, Tallies } from './tallies.ts'

export interface JournalCursor {
  readonly id: number
  readonly origin: string
  readonly vkey: string
  readonly nextIndex: number
  readonly checkpoint: string | null
  readonly treeSize: number
  /** Only production is counted in figures. */
  readonly environment: Environment
}

export type AlarmKind =
  | 'key-changed'
  | 'signature-invalid'
  | 'inconsistent'
  | 'tile-invalid'
  | 'entry-malformed'

const cursorColumns = `id, origin, vkey, next_index as "nextIndex", checkpoint, tree_size as "treeSize", environment`

/** The cursor of a log; the verifier key and the environment given at first sight are pinned. */
export async function openCursor(
  db: Db,
  seen: { origin: string; vkey: string; environment: Environment },
): Promise<JournalCursor> {
  const { origin, vkey, environment } = seen
  await db.rows(
    `insert into exchange.journal_cursor (origin, vkey, environment) values ($1, $2, $3)
     on conflict (origin) do nothing`,
    [origin, vkey, environment],
  )
  const [cursor] = await db.rows<JournalCursor>(
    `select ${cursorColumns} from exchange.journal_cursor where origin = $1`,
    [origin],
  )
  if (!cursor) throw new Error('invariant: a cursor that was inserted is there')
  return cursor
}

/** Locks the cursor until the transaction ends: of two indexers on one log, one waits and then sees what was done. */
export async function getCursorForUpdate(db: Db, id: number): Promise<JournalCursor> {
  const [cursor] = await db.rows<JournalCursor>(
    `select ${cursorColumns} from exchange.journal_cursor where id = $1 for update`,
    [id],
  )
  if (!cursor) throw new Error(`invariant: cursor ${id} is there`)
  return cursor
}

export async function setCheckpoint(
  db: Db,
  id: number,
  seen: { note: string; size: number; at: Date },
): Promise<void> {
  await db.rows(
    'update exchange.journal_cursor set checkpoint = $2, tree_size = $3, checkpoint_at = $4 where id = $1',
    [id, seen.note, seen.size, seen.at],
  )
}

export async function setNextIndex(db: Db, id: number, nextIndex: number): Promise<void> {
  await db.rows('update exchange.journal_cursor set next_index = $2 where id = $1', [id, nextIndex])
}

/** The same alarm again raises its count, not another row. */
export async function raiseAlarm(
  db: Db,
  alarm: { origin: string; kind: AlarmKind; detail: string; evidence?: string; at: Date },
): Promise<void> {
  await db.rows(
    `insert into exchange.journal_alarm as old (origin, kind, detail, evidence, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict on constraint journal_alarm_once do update
       set last_seen_at = excluded.last_seen_at, seen = old.seen + 1, acknowledged_at = null`,
    [alarm.origin, alarm.kind, alarm.detail, alarm.evidence ?? null, alarm.at],
  )
}

/** Column, its array type, and where its value stands. The order of this list is the order of the parameters. */
const columns: readonly (readonly [
  name: string,
  type: string,
  of: (row: ExchangeRow) => unknown,
])[] = [
  ['id', 'uuid', (row) => row.id],
  ['at', 'timestamptz', (row) => row.at],
  ['door', 'text', (row) => row.door],
  ['consumer_institution', 'text', (row) => row.consumerInstitution],
  ['consumer_system', 'text', (row) => row.consumerSystem],
  ['consumer_client', 'text', (row) => row.consumerClient],
  ['provider_institution', 'text', (row) => row.providerInstitution],
  ['provider_system', 'text', (row) => row.providerSystem],
  ['service', 'text', (row) => row.service],
  ['agreement', 'text', (row) => row.agreement],
  ['purpose', 'text', (row) => row.purpose],
  ['operation', 'text', (row) => row.operation],
  ['status', 'smallint', (row) => row.status],
  ['outcome', 'text', (row) => row.outcome],
  ['side', 'text', (row) => row.side],
  ['latency_ms', 'real', (row) => row.latencyMs],
  ['request_index', 'bigint', (row) => row.requestIndex],
  ['response_index', 'bigint', (row) => row.responseIndex],
  ['request_bytes', 'bigint', (row) => row.requestBytes],
  ['response_bytes', 'bigint', (row) => row.responseBytes],
  ['delivered', 'int', (row) => row.delivered],
  ['undelivered', 'int', (row) => row.undelivered],
  ['about', 'uuid', (row) => row.about],
  ['ended_at', 'timestamptz', (row) => row.endedAt],
]

const kept = new Set(['id', 'at', 'door', 'side', 'delivered', 'undelivered'])
const upsertSql = `
  insert into exchange.exchange as e (journal, sandbox, ${columns.map(([name]) => name).join(', ')})
  select case when request_index is not null or response_index is not null then $1::smallint end, $2::boolean, given.*
  from unnest(${columns.map(([, type], at) => `$${at + 3}::${type}[]`).join(', ')})
    as given(${columns.map(([name]) => name).join(', ')})
  on conflict (id) do update set
    at = least(e.at, excluded.at),
    journal = coalesce(e.journal, excluded.journal),
    side = case when excluded.outcome is null then e.side else excluded.side end,
    delivered = e.delivered + excluded.delivered,
    undelivered = e.undelivered + excluded.undelivered,
    ${columns
      .filter(([name]) => !kept.has(name))
      .map(([name]) => `${name} = coalesce(excluded.${name}, e.${name})`)
      .join(', ')}`

/** Ids in order, so that two writers on the same rows cannot lock each other out. */
export async function upsertExchanges(
  db: Db,
  { id, environment }: Pick<JournalCursor, 'id' | 'environment'>,
  rows: Folded['rows'],
): Promise<void> {
  if (rows.size === 0) return
  const ordered = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  await db.rows(upsertSql, [
    id,
    environment === 'sandbox',
    ...columns.map(([, , of]) => ordered.map((row) => of(row) ?? null)),
  ])
}

/** The failing side that exchanges counted under so far, by id. Before `upsertExchanges`. */
export async function findCountedSides(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ id: string; side: string }>(
    `select id, coalesce(side, 'none') as side from exchange.exchange
     where id = any($1::uuid[]) and outcome is not null`,
    [ids],
  )
  return new Map(rows.map(({ id, side }) => [id, side]))
}

/** Attempts belong to exchanges that this or an earlier batch knows; whose they are is copied for the row-level policy. */
export async function insertAttempts(
  db: Db,
  journal: number,
  attempts: readonly Attempt[],
): Promise<void> {
  if (attempts.length === 0) return
  const column = (of: (attempt: Attempt) => unknown) => attempts.map((one) => of(one) ?? null)
  await db.rows(
    `insert into exchange.attempt (journal, entry_index, exchange, at, number, arrived, operation, institution, system,
       outcome, latency_ms, consumer_institution, provider_institution)
     select $1, given.*, e.consumer_institution, e.provider_institution
     from unnest($2::bigint[], $3::uuid[], $4::timestamptz[], $5::int[], $6::boolean[], $7::text[], $8::text[], $9::text[],
         $10::text[], $11::real[])
       as given(entry_index, exchange, at, number, arrived, operation, institution, system, outcome, latency_ms)
       left join exchange.exchange e on e.id = given.exchange
     on conflict do nothing`,
    [
      journal,
      column((one) => one.index),
      column((one) => one.exchange),
      column((one) => one.at),
      column((one) => one.number),
      column((one) => one.arrived),
      column((one) => one.operation),
      column((one) => one.institution),
      column((one) => one.system),
      column((one) => one.outcome),
      column((one) => one.latencyMs),
    ],
  )
}

/** Day (Africa/Dar_es_Salaam), service and parties of these exchanges, by id. After `upsertExchanges`. */
export async function findEndedFacts(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EndedFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<EndedFacts & { id: string }>(
    `select id, (at at time zone 'Africa/Dar_es_Salaam')::date::text as day, coalesce(service, '') as service,
       consumer_institution as consumer, provider_institution as provider
     from exchange.exchange where id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Adds to the kept figures. Rows come in order, so that two indexers cannot lock each other out. */
export async function addTallies(db: Db, { days, parties, latencies }: Tallies): Promise<void> {
  if (days.length > 0) {
    await db.rows(
      `insert into exchange.tally_day as t (day, service, side, ended)
       select * from unnest($1::date[], $2::text[], $3::text[], $4::bigint[])
       on conflict (day, service, side) do update set ended = t.ended + excluded.ended`,
      [
        days.map((row) => row.day),
        days.map((row) => row.service),
        days.map((row) => row.side),
        days.map((row) => row.ended),
      ],
    )
  }
  if (parties.length > 0) {
    await db.rows(
      `insert into exchange.party_day as t (institution, role, day, side, ended)
       select * from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::bigint[])
       on conflict (institution, role, day, side) do update set ended = t.ended + excluded.ended`,
      [
        parties.map((row) => row.institution),
        parties.map((row) => row.role),
        parties.map((row) => row.day),
        parties.map((row) => row.side),
        parties.map((row) => row.ended),
      ],
    )
  }
  if (latencies.length > 0) {
    await db.rows(
      `insert into exchange.latency_day as t (institution, role, day, bucket, ended)
       select * from unnest($1::text[], $2::text[], $3::date[], $4::smallint[], $5::bigint[])
       on conflict (institution, role, day, bucket) do update set ended = t.ended + excluded.ended`,
      [
        latencies.map((row) => row.institution),
        latencies.map((row) => row.role),
        latencies.map((row) => row.day),
        latencies.map((row) => row.bucket),
        latencies.map((row) => row.ended),
      ],
    )
  }
}

/** When systems and services were first and last seen on the bus. In order, as above. */
export async function markSeen(db: Db, environment: string, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  await db.rows(
    `insert into exchange.seen as s (name, role, institution, environment, first_at, last_at, accepted_at)
     select name, role, institution, $1, first_at, last_at, accepted_at
     from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
       as given(name, role, institution, first_at, last_at, accepted_at)
     on conflict (name, role, institution, environment) do update set
       first_at = least(s.first_at, excluded.first_at),
       last_at = greatest(s.last_at, excluded.last_at),
       accepted_at = least(s.accepted_at, excluded.accepted_at)`,
    [
      environment,
      seen.map((row) => row.name),
      seen.map((row) => row.role),
      seen.map((row) => row.institution),
      seen.map((row) => row.firstAt),
      seen.map((row) => row.lastAt),
      seen.map((row) => row.acceptedAt ?? null),
    ],
  )
}
