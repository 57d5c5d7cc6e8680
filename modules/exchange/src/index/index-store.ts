import type { Db } from '@mtandao/pg'
import type { ExchangeRow, Folded } from './fold.ts'

export interface JournalCursor {
  readonly id: number
  readonly origin: string
  readonly vkey: string
  readonly nextIndex: number
  readonly checkpoint: string | null
  readonly treeSize: number
}

export type AlarmKind =
  | 'key-changed'
  | 'signature-invalid'
  | 'inconsistent'
  | 'tile-invalid'
  | 'entry-malformed'

const cursorColumns = `id, origin, vkey, next_index as "nextIndex", checkpoint, tree_size as "treeSize"`

/** The cursor of a log; the verifier key given at first sight is pinned. */
export async function openCursor(db: Db, origin: string, vkey: string): Promise<JournalCursor> {
  await db.rows(
    'insert into exchange.journal_cursor (origin, vkey) values ($1, $2) on conflict (origin) do nothing',
    [origin, vkey],
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
]

const kept = new Set(['id', 'at', 'door', 'side', 'delivered', 'undelivered'])
const upsertSql = `
  insert into exchange.exchange as e (journal, ${columns.map(([name]) => name).join(', ')})
  select case when request_index is not null or response_index is not null then $1::smallint end, given.*
  from unnest(${columns.map(([, type], at) => `$${at + 2}::${type}[]`).join(', ')})
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
  journal: number,
  rows: Folded['rows'],
): Promise<void> {
  if (rows.size === 0) return
  const ordered = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  await db.rows(upsertSql, [
    journal,
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

/**
 * Adds what ended to the day's counts; what counted already (it broke off later, or was closed after its answer) moves from
 * the side it counted under. After `upsertExchanges`: day and service are those of the exchange, which the entry that ended
 * it need not repeat.
 */
export async function tally(
  db: Db,
  { endings, lateFailures }: Folded,
  countedSides: ReadonlyMap<string, string>,
): Promise<void> {
  const before = (id: string) => {
    const side = countedSides.get(id)
    return side === undefined ? [] : [{ id, side, by: -1 }]
  }
  const counts = [
    ...endings.flatMap(({ id, side }) => [...before(id), { id, side: side ?? 'none', by: 1 }]),
    ...lateFailures.flatMap(({ id, side }) => {
      const counted = before(id)
      return counted.length === 0 ? [] : [...counted, { id, side: side ?? 'none', by: 1 }]
    }),
  ]
  if (counts.length === 0) return
  await db.rows(
    `insert into exchange.tally_day as t (day, service, side, ended)
     select (e.at at time zone 'Africa/Dar_es_Salaam')::date, coalesce(e.service, ''), given.side, sum(given.by)
     from unnest($1::uuid[], $2::text[], $3::int[]) as given(id, side, by) join exchange.exchange e on e.id = given.id
     group by 1, 2, 3 order by 1, 2, 3
     on conflict (day, service, side) do update set ended = t.ended + excluded.ended`,
    [
      counts.map((count) => count.id),
      counts.map((count) => count.side),
      counts.map((count) => count.by),
    ],
  )
}
