import type {
  Decision,
  FailedBody,
  FailedCauses,
  FailedCount,
  FailedDelivery,
  FailedFilter,
  FailedList,
  FailedListRequest,
  SettleMany,
  SettleOne,
  Settled,
} from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import { problem } from '../problems.ts'
import { openQueueDatabase } from './queue-database.ts'
import type { FailedDeliveries } from './failed.ts'

/** Of a longer body the beginning is shown. */
const bodyShownBytesMax = 256 * 1024

export function openFailedDeliveries(
  url: string,
  onConnectionLost: (error: Error) => void,
): FailedDeliveries {
  const { reach, close } = openQueueDatabase({ url, poolSizeMax: 2, onConnectionLost })
  return {
    causes: (filter) => reach((db) => causes(db, filter)),
    list: (request) => reach((db) => list(db, request)),
    count: (filter) => reach((db) => count(db, filter)),
    find: (leg) => reach((db) => find(db, leg)),
    body: (leg) => reach((db) => body(db, leg)),
    settleOne: (leg, wish) => reach((db) => db.transact((tx) => settleOne(tx, leg, wish))),
    settleMany: (wish) => reach((db) => db.transact((tx) => settleMany(tx, wish))),
    close,
  }
}

const matching = `
  ($1::text[] is null or consumer = any($1) or provider = any($1) or receiver = any($1))
  and ($2::text is null or code = $2) and ($3::text is null or service = $3) and ($4::text is null or receiver = $4)
  and ($5::uuid is null or exchange = $5) and open = $6 and ($7::timestamptz is null or failed_at <= $7)`

function valuesOf(filter: FailedFilter): unknown[] {
  const { systems, code, service, receiver, exchange, state, until } = filter
  return [
    systems ?? null,
    code ?? null,
    service ?? null,
    receiver ?? null,
    exchange ?? null,
    state === 'open',
    until ?? null,
  ]
}

async function causes(db: Db, filter: FailedFilter) {
  const [queue] = await db.rows<{ id: string }>('select id from delivery.queue')
  const rows = await db.rows<{
    code: string
    target: 'provider' | 'consumer'
    count: number
    oldest: Date
    newest: Date
  }>(
    `select code, target, count(*) as count, min(failed_at) as oldest, max(failed_at) as newest
     from delivery.failed where ${matching} group by code, target order by count(*) desc, code limit 200`,
    valuesOf(filter),
  )
  return {
    queue: queue?.id ?? '',
    causes: rows.map(({ oldest, newest, ...row }) => ({
      ...row,
      oldest: oldest.toISOString(),
      newest: newest.toISOString(),
    })),
  } satisfies Pick<FailedCauses, 'queue' | 'causes'>
}

interface Row extends Omit<FailedDelivery, 'acceptedAt' | 'failedAt' | 'state'> {
  accepted: Date
  failed: Date
  /** Microseconds since 1970, as text: a Date would round it and lose rows between two pages. */
  mark: string
  open: boolean
}

const columns = `leg, exchange, kind, content, target, receiver, consumer, provider, author, service, agreement, purpose, attempts, code,
  accepted_at as accepted, date_trunc('milliseconds', failed_at) as failed, log_worker as "logWorker", log_index as "logIndex",
  coalesce(octet_length(envelope), 0) as "bodyBytes", format, open, (extract(epoch from failed_at) * 1000000)::bigint::text as mark`

function itemOf(row: Row): FailedDelivery {
  const { accepted, failed, open } = row
  const item: Partial<Row> & Omit<Row, 'accepted' | 'failed' | 'mark' | 'open'> = { ...row }
  delete item.accepted
  delete item.failed
  delete item.mark
  delete item.open
  return {
    ...item,
    acceptedAt: accepted.toISOString(),
    failedAt: failed.toISOString(),
    state: open ? 'open' : 'closed',
  }
}

async function list(db: Db, { filter, after, limit }: FailedListRequest): Promise<FailedList> {
  const [mark, leg] = after?.split('-') ?? []
  const rows = await db.rows<Row>(
    `select ${columns} from delivery.failed where ${matching}
       and ($8::bigint is null or ((extract(epoch from failed_at) * 1000000)::bigint, leg) < ($8, $9::bigint))
     order by failed_at desc, leg desc limit $10`,
    [...valuesOf(filter), mark ?? null, leg ?? null, limit + 1],
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(itemOf),
    ...(last && { next: `${last.mark}-${last.leg}` }),
  }
}

/** The moment is PostgreSQL's own, which also stamps every failure. */
async function count(db: Db, filter: FailedFilter): Promise<FailedCount> {
  const [row] = await db.rows<{ count: number; until: Date }>(
    `select count(*) as count, date_trunc('milliseconds', coalesce($7::timestamptz, now())) as until
     from delivery.failed where ${matching} and failed_at <= date_trunc('milliseconds', coalesce($7::timestamptz, now()))`,
    valuesOf(filter),
  )
  if (!row) throw new Error('invariant: a count has one row')
  return { count: row.count, until: row.until.toISOString() }
}

async function find(db: Db, leg: number): Promise<FailedDelivery | undefined> {
  const [row] = await db.rows<Row>(`select ${columns} from delivery.failed where leg = $1`, [leg])
  return row && itemOf(row)
}

async function body(db: Db, leg: number): Promise<FailedBody | undefined> {
  const [row] = await db.rows<{ part: Buffer; bytes: number }>(
    `select substring(envelope from 1 for $2) as part, octet_length(envelope) as bytes from delivery.failed where leg = $1 and envelope is not null`,
    [leg, bodyShownBytesMax],
  )
  return (
    row && { text: row.part.toString('utf8'), bytes: row.bytes, cut: row.bytes > row.part.length }
  )
}

async function settleOne(tx: Db, leg: number, { decision, failedAt }: SettleOne): Promise<Settled> {
  await tx.rows(
    `select 1 from delivery.message where id = (select message from delivery.leg where id = $1) for update`,
    [leg],
  )
  const rows = await tx.rows<{ leg: number }>(
    `select leg from delivery.failed where leg = $1 and open and date_trunc('milliseconds', failed_at) = $2`,
    [leg, failedAt],
  )
  return decide(tx, decision, rows)
}

async function settleMany(tx: Db, wish: SettleMany): Promise<Settled> {
  // Of two calls with one request id the second waits here for the first to commit.
  const taken = await tx.rows(
    `insert into delivery.decision (request, decision, filter, changed) values ($1, $2, $3, $4) on conflict do nothing returning 1 as one`,
    [wish.request, wish.decision, JSON.stringify(wish.filter), wish.expected],
  )
  if (taken.length === 0) {
    const [kept] = await tx.rows<Settled>(
      'select changed from delivery.decision where request = $1',
      [wish.request],
    )
    return kept ?? { changed: 0 }
  }
  const values = valuesOf(wish.filter)
  // Messages before legs, in one order, as all who settle: what is counted below stays as it is until the commit.
  await tx.rows(
    `select 1 from delivery.message where id in (select exchange from delivery.failed where ${matching}) order by id for update`,
    values,
  )
  const rows = await tx.rows<{ leg: number }>(
    `select leg from delivery.failed where ${matching}`,
    values,
  )
  if (rows.length !== wish.expected)
    throw problem('count-changed', { extra: { expected: wish.expected, count: rows.length } })
  return decide(tx, wish.decision, rows)
}

async function decide(
  tx: Db,
  decision: Decision,
  rows: readonly { readonly leg: number }[],
): Promise<Settled> {
  const legs = rows.map(({ leg }) => leg)
  if (legs.length === 0) return { changed: 0 }
  if (decision === 'retry') await sendAgain(tx, legs)
  else await letGo(tx, legs)
  return { changed: legs.length }
}

async function sendAgain(tx: Db, legs: readonly number[]): Promise<void> {
  await tx.rows(
    `update delivery.leg set state = 'waiting', attempts = 0, next_at = now(), leased_until = null where id = any($1)`,
    [legs],
  )
  await tx.rows(
    `update delivery.message set state = case kind when 'async' then 'answered' else 'accepted' end, finished_at = null
     where id in (select message from delivery.leg where id = any($1))`,
    [legs],
  )
}

/** A message's own body goes when no other leg still needs it: one that waits, or one that failed and was not let go. */
async function letGo(tx: Db, legs: readonly number[]): Promise<void> {
  await tx.rows(`update delivery.leg set envelope = null, let_go = true where id = any($1)`, [legs])
  await tx.rows(
    `update delivery.message set envelope = null where id in (select message from delivery.leg where id = any($1))
       and not exists (select from delivery.leg where message = message.id and leg.envelope is null
         and (state = 'waiting' or (state = 'failed' and target = 'consumer' and not let_go)))`,
    [legs],
  )
}
