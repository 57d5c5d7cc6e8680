import type { Db } from '@mtandao/pg'
import { problem } from '../problems.ts'
import { openQueueDatabase } from './queue-database.ts'
import type {
  Accepted,
  DeliveryQueue,
  DueLeg,
  HeldLeg,
  LegOutcome,
  MessageStatus,
  NewLeg,
  NewMessage,
  Once,
  QueueDepth,
  QueuedAnswer,
  WaitingRequest,
} from './queue.ts'

const idempotencyKeptHours = 72

/**
 * The queue in PostgreSQL. Opening does not touch the database: the gateway starts without it, and every call that finds it
 * away says `queue-unavailable` and finds it again by itself.
 */
export function openPostgresQueue(
  url: string,
  onConnectionLost: (error: Error) => void,
): DeliveryQueue {
  const { reach, close } = openQueueDatabase({ url, poolSizeMax: 8, onConnectionLost })
  return {
    accept: (message, legs, once) =>
      reach((db) => db.transact((tx) => accept(tx, message, legs, once))),
    findWaiting: (requestId) => reach((db) => findWaiting(db, requestId)),
    acceptAnswer: (requestId, print, answer) =>
      reach((db) => db.transact((tx) => acceptAnswer(tx, requestId, print, answer))),
    claim: (most, leaseMs, share, busy) => reach((db) => claim(db, most, leaseMs, share, busy)),
    renew: (legs, leaseMs) => reach((db) => renew(db, legs, leaseMs)),
    settle: (leg, outcome) => reach((db) => db.transact((tx) => settle(tx, leg, outcome))),
    status: (requestId) => reach((db) => status(db, requestId)),
    depth: () => reach(depth),
    async tidy() {
      await reach((db) =>
        db.rows(
          `delete from delivery.idempotency where created_at < now() - make_interval(hours => $1)`,
          [idempotencyKeptHours],
        ),
      )
    },
    close,
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function accept(
  tx: Db,
  message: NewMessage,
  legs: readonly NewLeg[],
  once: Once | undefined,
): Promise<Accepted> {
  const answer = { requestId: message.id, recipients: legs.length }
  if (once) {
    const kept = await keepAnswer(tx, once, answer)
    if (kept) return { ...kept, replayed: true }
  }
  await tx.rows(
    `insert into delivery.message (id, kind, service, agreement, purpose, client, system, format, envelope, state, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      message.id,
      message.kind,
      message.service,
      message.agreement ?? null,
      message.purpose ?? null,
      message.client,
      message.system,
      message.format,
      ...(legs.length > 0 ? [message.envelope, 'accepted', null] : [null, 'delivered', new Date()]),
    ],
  )
  for (const leg of legs)
    await tx.rows(
      `insert into delivery.leg (message, target, system, agreement) values ($1, $2, $3, $4)`,
      [message.id, leg.target, leg.system, leg.agreement ?? null],
    )
  return { ...answer, replayed: false }
}

/** Of two calls with one key the second waits here for the first to commit, then sees its answer. */
async function keepAnswer(
  tx: Db,
  { client, key, print }: Once,
  answer: Omit<Accepted, 'replayed'>,
) {
  const inserted = await tx.rows(
    `insert into delivery.idempotency (client, key, print, answer) values ($1, $2, $3, $4) on conflict do nothing returning 1 as one`,
    [client, key, print, JSON.stringify(answer)],
  )
  if (inserted.length > 0) return undefined
  const [kept] = await tx.rows<{ print: Buffer; answer: Omit<Accepted, 'replayed'> }>(
    `select print, answer from delivery.idempotency where client = $1 and key = $2`,
    [client, key],
  )
  if (!kept?.print.equals(print)) throw problem('idempotency-key-reused')
  return kept.answer
}

async function findWaiting(db: Db, requestId: string): Promise<WaitingRequest | undefined> {
  if (!uuid.test(requestId)) return undefined
  const [found] = await db.rows<WaitingRequest>(
    `select id, service, system, client, format from delivery.message where id = $1 and kind = 'async'`,
    [requestId],
  )
  return found
}

async function acceptAnswer(
  tx: Db,
  requestId: string,
  print: Buffer,
  answer: QueuedAnswer,
): Promise<void> {
  const [message] = await tx.rows<{ state: string; print: Buffer | null }>(
    `select state, answer_print as print from delivery.message where id = $1 and kind = 'async' for update`,
    [requestId],
  )
  if (!message) throw problem('request-unknown')
  if (message.print?.equals(print)) return
  // `answered` without a print: the asker is being told that no answer will come. An acknowledged answer would be lost.
  if (message.state !== 'accepted' && message.state !== 'asked')
    throw problem('request-already-answered')
  await tx.rows(
    `update delivery.message set state = 'answered', answer_print = $2, envelope = null where id = $1`,
    [requestId, print],
  )
  // The provider has it, or it could not answer: a leg towards it that is still waiting has nothing left to do.
  await tx.rows(
    `update delivery.leg set state = 'delivered', leased_until = null where message = $1 and target = 'provider' and state = 'waiting'`,
    [requestId],
  )
  await queueAnswer(tx, requestId, answer)
}

async function queueAnswer(
  tx: Db,
  requestId: string,
  { system, format, envelope }: QueuedAnswer,
): Promise<void> {
  await tx.rows(
    `insert into delivery.leg (message, target, system, agreement, envelope, format)
     select id, 'consumer', $2, agreement, $3, $4 from delivery.message where id = $1
     on conflict (message, target, system) do nothing`,
    [requestId, system, envelope, format],
  )
}

/**
 * Each system's oldest due legs up to its share, and of these the oldest. Systems are stepped through by the index, so that a
 * million legs of a dead callback cost a round no more than a handful.
 */
async function claim(
  db: Db,
  most: number,
  leaseMs: number,
  share: number,
  busy: readonly string[],
): Promise<DueLeg[]> {
  const rows = await db.rows<
    Omit<DueLeg, 'agreement' | 'purpose'> & { agreement: string | null; purpose: string | null }
  >(
    `with recursive awaited (system) as (
       select min(system) from delivery.leg where state = 'waiting'
       union all
       select (select min(leg.system) from delivery.leg where state = 'waiting' and leg.system > awaited.system)
       from awaited where awaited.system is not null
     ), due as (
       select leg.id from awaited cross join lateral (
         select id, next_at from delivery.leg
         where leg.system = awaited.system and state = 'waiting' and next_at <= now() and (leased_until is null or leased_until < now())
         order by next_at, id limit greatest(0, $3::integer - (select count(*) from unnest($4::text[]) as busy (system) where busy.system = awaited.system))
         for update skip locked
       ) as leg order by leg.next_at, leg.id limit $1
     ), taken as (
       update delivery.leg set leased_until = now() + make_interval(secs => $2::double precision / 1000), attempts = attempts + 1
       from due where leg.id = due.id returning leg.*
     )
     select taken.id, taken.message, message.kind, taken.target, taken.system, coalesce(taken.agreement, message.agreement) as agreement,
       message.purpose, message.service, message.client, message.system as sender, message.format,
       coalesce(taken.envelope, message.envelope) as envelope, coalesce(taken.format, message.format) as "envelopeFormat", taken.envelope is not null as "isAnswer", taken.attempts as attempt
     from taken join delivery.message on message.id = taken.message order by taken.next_at, taken.id`,
    [most, leaseMs, share, busy],
  )
  return rows.map((row) => ({
    ...row,
    agreement: row.agreement ?? undefined,
    purpose: row.purpose ?? undefined,
  }))
}

async function renew(db: Db, legs: readonly HeldLeg[], leaseMs: number): Promise<void> {
  await db.rows(
    `update delivery.leg set leased_until = now() + make_interval(secs => $3::double precision / 1000)
     from unnest($1::bigint[], $2::integer[]) as held (id, attempt)
     where leg.id = held.id and leg.attempts = held.attempt and leg.state = 'waiting' and leg.leased_until is not null`,
    [legs.map(({ id }) => id), legs.map(({ attempt }) => attempt), leaseMs],
  )
}

async function settle(tx: Db, leg: DueLeg, outcome: LegOutcome): Promise<void> {
  const { state, code, retryInMs = 0, logWorker, logIndex, answer } = outcome
  // The message first, as `acceptAnswer` does: no deadlock, and of two legs that end at once the second sees the first.
  await tx.rows(`select 1 from delivery.message where id = $1 for update`, [leg.message])
  const settled = await tx.rows(
    `update delivery.leg set state = $2, last_code = $3, last_at = now(), leased_until = null, log_worker = $4, log_index = $5,
       next_at = now() + make_interval(secs => $6::double precision / 1000),
       envelope = case when $2 = 'delivered' then null else envelope end
     where id = $1 and state = 'waiting' and (attempts = $7 or $2 = 'delivered') returning 1 as one`,
    [leg.id, state, code, logWorker, logIndex, retryInMs, leg.attempt],
  )
  // Settled or taken over by another after our lease ran out (of a stale holder only a delivery counts), or not yet over.
  if (settled.length === 0 || state === 'waiting') return
  if (answer) await queueAnswer(tx, leg.message, answer)
  await tx.rows(advanceMessage, [leg.message, leg.target, state])
}

/** The state of a message follows from its legs; its body goes when nobody needs it any more. */
const advanceMessage = `
  update delivery.message set
    state = case
      when kind = 'async' and $2 = 'provider' and $3 = 'delivered' and state = 'accepted' then 'asked'
      when kind = 'async' and $2 = 'provider' and $3 = 'failed' then 'answered'
      when exists (select from delivery.leg where message = $1 and state = 'waiting') then state
      when exists (select from delivery.leg where message = $1 and state = 'failed' and (target = 'consumer' or kind = 'push')) then 'failed'
      when kind = 'async' and $2 = 'provider' then state
      else 'delivered'
    end,
    envelope = case when exists (select from delivery.leg where message = $1 and leg.envelope is null and not let_go
      and (state = 'waiting' or (state = 'failed' and target = 'consumer'))) then envelope end,
    finished_at = case when $2 = 'consumer' and not exists (select from delivery.leg where message = $1 and state = 'waiting') then now() end
  where id = $1`

async function status(db: Db, requestId: string): Promise<MessageStatus | undefined> {
  if (!uuid.test(requestId)) return undefined
  const [message] = await db.rows<{
    id: string
    kind: MessageStatus['kind']
    service: string
    system: string
    state: MessageStatus['state']
    accepted: Date
    finished: Date | null
  }>(
    `select id, kind, service, system, state, accepted_at as accepted, finished_at as finished from delivery.message where id = $1`,
    [requestId],
  )
  if (!message) return undefined
  const legs = await db.rows<{
    target: 'provider' | 'consumer'
    system: string
    state: 'waiting' | 'delivered' | 'failed'
    attempts: number
    next: Date
    code: string | null
    last: Date | null
  }>(
    `select target, system, state, attempts, next_at as next, last_code as code, last_at as last from delivery.leg where message = $1 order by id`,
    [requestId],
  )
  const { accepted, finished, ...rest } = message
  return {
    ...rest,
    acceptedAt: accepted.toISOString(),
    finishedAt: finished?.toISOString(),
    legs: legs.map(({ next, code, last, ...leg }) => ({
      ...leg,
      nextAt: leg.state === 'waiting' ? next.toISOString() : undefined,
      lastCode: code ?? undefined,
      lastAt: last?.toISOString(),
    })),
  }
}

async function depth(db: Db): Promise<QueueDepth> {
  const [row] = await db.rows<{ waiting: number; failed: number; oldest: number | null }>(
    `select count(*) filter (where leg.state = 'waiting') as waiting, count(*) filter (where leg.state = 'failed') as failed,
       extract(epoch from now() - min(message.accepted_at) filter (where leg.state = 'waiting'))::float8 as oldest
     from delivery.leg join delivery.message on message.id = leg.message where leg.state in ('waiting', 'failed')`,
  )
  return {
    waiting: row?.waiting ?? 0,
    failed: row?.failed ?? 0,
    oldestWaitingSeconds: row?.oldest ?? 0,
  }
}
