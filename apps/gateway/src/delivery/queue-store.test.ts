import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryQueue, DueLeg, LegOutcome, NewLeg } from './queue.ts'
import { openPostgresQueue } from './queue-store.ts'

let database: TestDatabase
let queue: DeliveryQueue
beforeAll(async () => {
  database = await testDatabase()
  queue = openPostgresQueue(database.url, () => undefined)
  await queue.depth() // the schema is made by the first call
})
afterAll(async () => {
  await queue.close()
  await database.close()
})

const print = (text: string) => createHash('sha256').update(text).digest()
const late = { system: 'asker', format: 'json', envelope: Buffer.from('late') } as const
const evidence = { logWorker: 0, logIndex: 1 }
const ok: LegOutcome = { state: 'delivered', code: 'ok', ...evidence }
const again: LegOutcome = { state: 'waiting', code: 'gateway.provider-reset', ...evidence }
const lost: LegOutcome = { state: 'failed', code: 'gateway.provider-reset', ...evidence }

async function accept(kind: 'async' | 'push', legs: readonly NewLeg[]): Promise<string> {
  const id = randomUUID()
  await queue.accept(
    {
      id,
      kind,
      service: 'service',
      client: 'asker-client',
      system: 'asker',
      format: 'json',
      envelope: Buffer.from('message'),
    },
    legs,
  )
  return id
}

/** Everything that is due, of this message. */
async function take(message: string, leaseMs = 60_000): Promise<DueLeg[]> {
  const due = await queue.claim(1_000, leaseMs, 1_000, [])
  return due.filter((leg) => leg.message === message)
}

async function takeOne(message: string, leaseMs?: number): Promise<DueLeg> {
  const [leg] = await take(message, leaseMs)
  if (!leg) throw new Error('nothing was due')
  return leg
}

const stateOf = async (message: string) => (await queue.status(message))?.state
const consumers = (...systems: string[]): NewLeg[] =>
  systems.map((system) => ({ target: 'consumer', system }))

/** Holds the row of a message, as another transaction under way would. */
async function holding(message: string, work: (free: () => Promise<void>) => Promise<void>) {
  await database.database.transact(async (tx) => {
    await tx.rows(`select 1 from delivery.message where id = $1 for update`, [message])
    await work(async () => {
      await tx.rows(`select 1 from delivery.leg where message = $1 for update nowait`, [message])
    })
  })
}

describe('a late answer', () => {
  const provider: NewLeg[] = [{ target: 'provider', system: 'provider' }]

  test('is refused, not swallowed, once the asker is being told that none will come', async () => {
    const id = await accept('async', provider)
    const answer = { ...late, envelope: Buffer.from('failure') }
    await queue.settle(await takeOne(id), { ...lost, answer })
    expect(await stateOf(id)).toBe('answered')
    await expect(queue.acceptAnswer(id, print('late'), late)).rejects.toMatchObject({
      code: 'gateway.request-already-answered',
    })
    expect((await takeOne(id)).envelope.toString()).toBe('failure')
  })

  test('is taken once before and once after the provider has acknowledged; the same again is fine', async () => {
    for (const acknowledged of [false, true]) {
      const id = await accept('async', provider)
      if (acknowledged) await queue.settle(await takeOne(id), ok)
      await queue.acceptAnswer(id, print('one'), late)
      await queue.acceptAnswer(id, print('one'), late)
      await expect(queue.acceptAnswer(id, print('two'), late)).rejects.toMatchObject({
        code: 'gateway.request-already-answered',
      })
      const legs = await take(id)
      expect(legs.map(({ isAnswer }) => isAnswer)).toEqual([true])
      await queue.settle(legs[0] as DueLeg, ok)
      expect(await stateOf(id)).toBe('delivered')
      await queue.acceptAnswer(id, print('one'), late)
    }
  })
})

describe('settling', () => {
  test('two legs of a push at the same moment ends the push', async () => {
    const id = await accept('push', consumers('a', 'b'))
    const legs = await take(id)
    expect(legs).toHaveLength(2)
    let settled: Promise<unknown> = Promise.resolve()
    await holding(id, async () => {
      settled = Promise.all(legs.map((leg) => queue.settle(leg, ok)))
      await sleep(150) // both wait for the message, whatever they did before
    })
    await settled
    expect(await queue.status(id)).toMatchObject({
      state: 'delivered',
      finishedAt: expect.any(String),
    })
  })

  test('locks the message before the leg, as taking an answer does', async () => {
    const id = await accept('push', consumers('a'))
    const leg = await takeOne(id)
    let settled: Promise<unknown> = Promise.resolve()
    await holding(id, async (legIsFree) => {
      settled = queue.settle(leg, ok)
      await sleep(150)
      await legIsFree()
    })
    await settled
  })

  test('by a holder whose lease ran out counts for a delivery only', async () => {
    const id = await accept('push', consumers('a'))
    const stale = await takeOne(id, 1)
    await sleep(10)
    const fresh = await takeOne(id)
    expect([stale.attempt, fresh.attempt]).toEqual([1, 2])

    await queue.settle(stale, lost)
    await queue.settle(stale, again)
    expect(await stateOf(id)).toBe('accepted')
    expect(await take(id), 'the lease of the new holder').toEqual([])

    await queue.settle(stale, ok)
    expect(await stateOf(id)).toBe('delivered')
    await queue.settle(fresh, lost)
    expect(await stateOf(id)).toBe('delivered')
  })
})

describe('a lease', () => {
  test('is renewed by who holds it, and by nobody else', async () => {
    const id = await accept('push', consumers('a'))
    const stale = await takeOne(id, 1)
    await sleep(10)
    const fresh = await takeOne(id, 100)
    await queue.renew([stale], 1)
    await queue.renew([fresh], 60_000)
    await sleep(120)
    expect(await take(id)).toEqual([])
    await queue.settle(fresh, again)
    await queue.renew([fresh], 60_000)
    expect(await take(id), 'settled: there is no lease to renew').toHaveLength(1)
  })
})

describe('a round', () => {
  test('takes no more of one system than its share, what is under way counted in', async () => {
    const systems = [randomUUID(), randomUUID()] as const
    for (const system of [...Array<string>(6).fill(systems[0]), systems[1]])
      await accept('push', consumers(system))
    const round = async (most: number, busy: readonly string[]) =>
      (await queue.claim(most, 60_000, 2, busy))
        .map(({ system }) => systems.findIndex((one) => one === system))
        .filter((at) => at >= 0)
    expect(await round(1_000, [systems[0], systems[0]])).toEqual([1])
    expect(await round(1_000, [systems[0], 'another'])).toEqual([0])
    expect(await round(1_000, [])).toEqual([0, 0])
    expect(await round(1, [])).toEqual([0])
  })

  test('takes what has waited longest first, and what is not due never', async () => {
    const first = await accept('push', consumers('y'))
    const second = await accept('push', consumers('x'))
    const third = await accept('push', consumers('z'))
    const legs = await queue.claim(1_000, 60_000, 1_000, [])
    const mine = legs
      .map(({ message }) => message)
      .filter((id) => [first, second, third].includes(id))
    expect(mine).toEqual([first, second, third])
    for (const leg of legs) await queue.settle(leg, { ...again, retryInMs: 60_000 })
    expect(await queue.claim(1_000, 60_000, 1_000, [])).toEqual([])
  })
})

describe('a database in trouble is a queue that is not available', () => {
  test('when a statement takes too long', async () => {
    const hasty = openPostgresQueue(`${database.url}?statement_timeout=150`, () => undefined)
    const id = await accept('async', [{ target: 'provider', system: 'provider' }])
    await hasty.depth()
    await holding(id, async () => {
      await expect(hasty.acceptAnswer(id, print('late'), late)).rejects.toMatchObject({
        code: 'gateway.queue-unavailable',
      })
    })
    await hasty.close()
  })

  test('when its disk is full', async () => {
    // What PostgreSQL says is what counts; filling its disk would take the other tests along.
    await database.database.rows(
      `create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
    )
    await database.database.rows(
      `create trigger full_disk before insert on delivery.message for each row execute function full_disk()`,
    )
    await expect(accept('push', consumers('a'))).rejects.toMatchObject({
      code: 'gateway.queue-unavailable',
    })
    await database.database.rows(`drop trigger full_disk on delivery.message`)
  })
})
