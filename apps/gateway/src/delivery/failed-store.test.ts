import { randomUUID } from 'node:crypto'
import type { FailedFilter } from '@mtandao/contracts'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openFailedDeliveries } from './failed-store.ts'
import type { FailedDeliveries } from './failed.ts'
import type { DeliveryQueue, LegOutcome, NewLeg } from './queue.ts'
import { openPostgresQueue } from './queue-store.ts'

let database: TestDatabase
let queue: DeliveryQueue
let failed: FailedDeliveries
beforeAll(async () => {
  database = await testDatabase()
  queue = openPostgresQueue(database.url, () => undefined)
  failed = openFailedDeliveries(database.url, () => undefined)
  await queue.depth()
})
afterAll(async () => {
  await queue.close()
  await failed.close()
  await database.close()
})
beforeEach(() =>
  database.database.rows('truncate delivery.message, delivery.leg, delivery.decision'),
)

const evidence = { logWorker: 0, logIndex: 7 }
const lost: LegOutcome = { state: 'failed', code: 'gateway.provider-reset', ...evidence }
const open: FailedFilter = { state: 'open' }
const closed: FailedFilter = { state: 'closed' }

async function accept(kind: 'async' | 'push', legs: readonly NewLeg[]): Promise<string> {
  const id = randomUUID()
  const envelope = Buffer.from(`{"of":"${id}"}`)
  const sender = kind === 'push' ? 'producer' : 'asker'
  await queue.accept(
    {
      id,
      kind,
      service: 'service',
      client: `${sender}-1`,
      system: sender,
      format: 'json',
      envelope,
    },
    legs,
  )
  return id
}

/** A push whose legs to these systems are given up. */
async function failPush(...systems: string[]): Promise<string> {
  const id = await accept(
    'push',
    systems.map((system) => ({ target: 'consumer', system, agreement: `for-${system}` })),
  )
  for (const leg of await queue.claim(100, 60_000, 100, [])) await queue.settle(leg, lost)
  return id
}

/** An asynchronous request whose answer the consumer never took. */
async function failAnswer(): Promise<string> {
  const id = await accept('async', [{ target: 'provider', system: 'provider' }])
  const [leg] = await queue.claim(1, 60_000, 1, [])
  if (!leg) throw new Error('nothing due')
  await queue.settle(leg, { state: 'delivered', code: 'ok', ...evidence })
  await queue.acceptAnswer(id, Buffer.from('print'), {
    system: 'asker',
    format: 'xml',
    envelope: Buffer.from('<answer/>'),
  })
  for (const late of await queue.claim(100, 60_000, 100, [])) await queue.settle(late, lost)
  return id
}

const only = async (filter = open) => {
  const { items } = await failed.list({ filter, limit: 10 })
  const [item] = items
  if (!item || items.length > 1) throw new Error(`${items.length} items`)
  return item
}

describe('what is listed', () => {
  test('a push names its producer as provider and author, and each receiver as consumer', async () => {
    const exchange = await failPush('c1')
    expect(await only()).toMatchObject({
      exchange,
      kind: 'push',
      content: 'message',
      receiver: 'c1',
      consumer: 'c1',
      provider: 'producer',
      author: 'producer',
      agreement: 'for-c1',
      code: 'gateway.provider-reset',
      attempts: 1,
      logIndex: 7,
      state: 'open',
      format: 'json',
    })
  })

  test('a late answer is the words of the provider', async () => {
    await failAnswer()
    expect(await only()).toMatchObject({
      content: 'answer',
      receiver: 'asker',
      consumer: 'asker',
      provider: 'provider',
      author: 'provider',
      bodyBytes: 9,
      format: 'xml',
    })
  })

  test('a request that never reached its provider is closed, and its body is gone', async () => {
    await accept('async', [{ target: 'provider', system: 'provider' }])
    const [leg] = await queue.claim(1, 60_000, 1, [])
    if (!leg) throw new Error('nothing due')
    await queue.settle(leg, {
      ...lost,
      answer: { system: 'asker', format: 'json', envelope: Buffer.from('no') },
    })
    expect(await failed.list({ filter: open, limit: 10 })).toEqual({ items: [] })
    expect(await only(closed)).toMatchObject({ target: 'provider', bodyBytes: 0, author: 'asker' })
  })

  test('causes count by code, and only for the systems asked about', async () => {
    await failPush('c1', 'c2')
    await failAnswer()
    const ofC1 = await failed.causes({ ...open, systems: ['c1'] })
    expect(ofC1.causes).toMatchObject([{ code: 'gateway.provider-reset', count: 1 }])
    expect(ofC1.queue).toMatch(/^[0-9a-f-]{36}$/)
    expect((await failed.causes({ ...open, systems: ['producer'] })).causes).toMatchObject([
      { count: 2 },
    ])
    expect((await failed.causes({ ...open, systems: ['provider', 'c2'] })).causes).toMatchObject([
      { count: 2 },
    ])
    expect((await failed.causes({ ...open, systems: [] })).causes).toEqual([])
    expect((await failed.causes(open)).causes).toMatchObject([{ count: 3 }])
  })

  test('pages follow one another without a gap, newest first', async () => {
    for (let i = 0; i < 5; i++) await failPush('c1')
    const seen: number[] = []
    for (let after: string | undefined; ;) {
      const page = await failed.list({ filter: open, limit: 2, ...(after && { after }) })
      seen.push(...page.items.map(({ leg }) => leg))
      if (page.next === undefined) break
      after = page.next
    }
    expect(seen).toHaveLength(5)
    expect(seen).toEqual(seen.toSorted((one, other) => other - one))
  })
})

describe('sending one again', () => {
  test('puts it into the queue with all its attempts, once', async () => {
    const exchange = await failPush('c1')
    const { leg, failedAt } = await only()
    const wish = { decision: 'retry', failedAt } as const
    expect(await failed.settleOne(leg, wish)).toEqual({ changed: 1 })
    expect(await failed.settleOne(leg, wish)).toEqual({ changed: 0 })
    expect(await queue.status(exchange)).toMatchObject({
      state: 'accepted',
      legs: [{ state: 'waiting', attempts: 0 }],
    })
    const [due] = await queue.claim(1, 60_000, 1, [])
    expect(due).toMatchObject({ message: exchange, attempt: 1 })
    expect(due?.envelope.toString()).toContain(exchange)
  })

  test('of a late answer delivers the answer', async () => {
    const exchange = await failAnswer()
    const { leg, failedAt } = await only()
    await failed.settleOne(leg, { decision: 'retry', failedAt })
    const [due] = await queue.claim(1, 60_000, 1, [])
    expect(due).toMatchObject({ isAnswer: true, envelope: Buffer.from('<answer/>') })
    if (due) await queue.settle(due, { state: 'delivered', code: 'ok', ...evidence })
    expect((await queue.status(exchange))?.state).toBe('delivered')
  })

  test('does nothing to a leg that failed again since it was looked at', async () => {
    await failPush('c1')
    const { leg } = await only()
    const wish = { decision: 'retry', failedAt: '2020-01-01T00:00:00.000Z' } as const
    expect(await failed.settleOne(leg, wish)).toEqual({ changed: 0 })
  })
})

describe('sending many again', () => {
  const retryAll = async (expected?: number) => {
    const { count, until } = await failed.count(open)
    return {
      request: randomUUID(),
      decision: 'retry' as const,
      filter: { state: 'open' as const, until },
      expected: expected ?? count,
    }
  }

  test('takes exactly what was counted; what failed since stays', async () => {
    await failPush('c1', 'c2')
    const wish = await retryAll()
    await new Promise((done) => setTimeout(done, 5))
    await failPush('c3')
    expect(await failed.settleMany(wish)).toEqual({ changed: 2 })
    expect(await only()).toMatchObject({ receiver: 'c3' })
  })

  test('touches nothing when the count is another', async () => {
    await failPush('c1', 'c2')
    await expect(failed.settleMany(await retryAll(3))).rejects.toMatchObject({
      code: 'gateway.count-changed',
      extra: { expected: 3, count: 2 },
    })
    expect(await failed.count(open)).toMatchObject({ count: 2 })
  })

  test('asked twice with one request id happens once and is answered alike', async () => {
    await failPush('c1')
    const wish = await retryAll()
    expect(await Promise.all([failed.settleMany(wish), failed.settleMany(wish)])).toEqual([
      { changed: 1 },
      { changed: 1 },
    ])
    expect(await failed.settleMany(wish)).toEqual({ changed: 1 })
    expect(await queue.claim(10, 60_000, 10, [])).toHaveLength(1)
  })

  test('of two people at once only one succeeds', async () => {
    await failPush('c1')
    const [one, other] = [await retryAll(), await retryAll()]
    const settled = await Promise.allSettled([failed.settleMany(one), failed.settleMany(other)])
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('letting go', () => {
  test('empties the body of one receiver and leaves it to the others', async () => {
    await failPush('c1', 'c2')
    const { items } = await failed.list({ filter: open, limit: 10 })
    for (const { leg, failedAt, receiver } of items)
      if (receiver === 'c1') await failed.settleOne(leg, { decision: 'let-go', failedAt })
    const left = await only()
    expect(left).toMatchObject({ receiver: 'c2' })
    expect((await failed.body(left.leg))?.text).toContain(left.exchange)
    const gone = await only(closed)
    expect(gone).toMatchObject({ receiver: 'c1', bodyBytes: 0 })
    expect(await failed.body(gone.leg)).toBeUndefined()
    await failed.settleOne(left.leg, { decision: 'let-go', failedAt: left.failedAt })
    const [row] = await database.database.rows<{ envelope: Buffer | null }>(
      'select envelope from delivery.message',
    )
    expect(row?.envelope).toBeNull()
  })

  test('a body that was let go is not sent again', async () => {
    await failAnswer()
    const { leg, failedAt } = await only()
    await failed.settleOne(leg, { decision: 'let-go', failedAt })
    expect(await failed.settleOne(leg, { decision: 'retry', failedAt })).toEqual({ changed: 0 })
  })
})

test('the role of people on the platform cannot read the queue', async () => {
  const scope = { settings: { 'mtandao.reach': 'country', 'mtandao.institution': 'ega' } }
  for (const table of ['message', 'leg', 'failed', 'decision'])
    await expect(
      database.database.within(scope).rows(`select * from delivery.${table}`),
    ).rejects.toThrow(/permission denied/)
})
