import type { Db } from '@mtandao/pg'

/** What the index saw of one client in the sandbox. */
export interface CallsSeen {
  readonly ok: number
  readonly failed: number
  readonly first: CallSeen | undefined
  readonly last: CallSeen | undefined
}

export interface CallSeen {
  readonly id: string
  readonly at: Date
  /** `ok` or a problem code; null while it is open. */
  readonly outcome: string | null
}

/** More are not counted: it is then plain that the client works. */
const countedMax = 10_000

/** Within the reader's scope; by the index over sandbox exchanges alone. */
export async function readSandboxCalls(db: Db, client: string): Promise<CallsSeen> {
  const [counted] = await db.rows<{ ok: number; failed: number }>(
    `select count(*) filter (where outcome = 'ok') as ok, count(*) filter (where outcome <> 'ok') as failed
     from (select outcome from exchange.exchange where sandbox and consumer_client = $1
       order by at desc limit ${countedMax}) newest`,
    [client],
  )
  const edge = async (direction: 'asc' | 'desc') => {
    const [row] = await db.rows<CallSeen>(
      `select id, at, outcome from exchange.exchange where sandbox and consumer_client = $1
       order by at ${direction} limit 1`,
      [client],
    )
    return row
  }
  const last = await edge('desc')
  return {
    ok: counted?.ok ?? 0,
    failed: counted?.failed ?? 0,
    last,
    first: last && (await edge('asc')),
  }
}

/** The newest call that ended well: the step is done when there is one. */
export async function findFirstGoodCall(db: Db, client: string): Promise<CallSeen | undefined> {
  const [row] = await db.rows<CallSeen>(
    `select id, at, outcome from exchange.exchange where sandbox and consumer_client = $1 and outcome = 'ok'
     order by at limit 1`,
    [client],
  )
  return row
}
