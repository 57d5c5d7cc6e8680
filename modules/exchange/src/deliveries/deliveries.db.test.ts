import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from '@mtandao/audit/contract'
import { scopeOf, type Actor, type Role } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { demoSnapshot, makeClients, startGateway, type GatewayProcess } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import { countMany, decideOne, readBody, sendManyAgain } from './decide.ts'
import type { DeliveriesDeps } from './deps.ts'
import { openDesks } from './desk.ts'
import { inspectDelivery, seeDeliveries } from './see-deliveries.ts'

/** A producer, a consumer and a stranger, and the real gateway on the same database. */
let db: TestDatabase
let gateway: GatewayProcess
let deps: DeliveriesDeps
let token: string
const acts: Act[] = []
let auditBroken = false

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const register = createRegister()
  const both = (text: string) => ({ sw: text, en: text })
  await db.database.transact((tx) =>
    register.enrol(tx, {
      institutions: ['maker', 'taker', 'other', 'ega'].map((id, at) => ({
        id,
        class: 'GOV',
        code: String(100 + at),
        name: both(id),
        status: 'active',
      })),
      systems: ['maker', 'taker', 'other'].map((id) => ({
        id: `${id}-system`,
        institution: id,
        code: 'SYS',
        name: both(`${id} system`),
        status: 'active',
      })),
    }),
  )
  gateway = await startGateway({
    snapshot: demoSnapshot({ clients: makeClients(), provider: 'http://127.0.0.1:1' }),
    env: { DATABASE_URL: db.url, GATEWAY_DELIVERY_ATTEMPTS: '1', LOG_LEVEL: 'error' },
  })
  token = (await readFile(join(gateway.dir, 'keys', 'ops.token'), 'utf8')).trim()
  const desks = openDesks([gateway.opsUrl, gateway.opsUrl], token)
  deps = {
    database: db.database,
    register,
    desks,
    audit: {
      record(_db, _who, act) {
        if (auditBroken) return Promise.reject(new Error('the audit log takes nothing'))
        acts.push(act)
        return Promise.resolve()
      },
    },
  }
  await desks.list() // makes the schema of the queue
}, 60_000)
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await db.close()
})
beforeEach(async () => {
  acts.length = 0
  auditBroken = false
  await db.database.rows('truncate delivery.message, delivery.leg, delivery.decision')
})

function actor(institution: string, ...roles: readonly Role[]): Actor {
  return {
    person: { id: `${institution}-person`, name: 'Mtu', email: 'mtu@example.go.tz' },
    institution,
    institutionName: { sw: institution, en: institution },
    roles,
    appointments: [],
    suspended: false,
  }
}
const maker = actor('maker', 'ict-officer')
const taker = actor('taker', 'ict-officer')
const stranger = actor('other', 'ict-officer')
const ega = actor('ega', 'ega-officer')
const auditor = actor('ega', 'auditor')
const suspended = { ...taker, suspended: true }

/** A push of the maker that the taker did not get. */
async function fail(code = 'gateway.provider-timeout'): Promise<void> {
  const id = randomUUID()
  await db.database.rows(
    `insert into delivery.message (id, kind, service, client, system, format, envelope, state)
     values ($1, 'push', 'notices', 'maker-1', 'maker-system', 'json', '{"siri":1}', 'failed')`,
    [id],
  )
  await db.database.rows(
    `insert into delivery.leg (message, target, system, agreement, state, attempts, last_code, last_at)
     values ($1, 'consumer', 'taker-system', 'a1', 'failed', 30, $2, now() - interval '1 minute')`,
    [id, code],
  )
}

const seen = (who: Actor) => seeDeliveries(deps, who, {})
async function one(who = taker) {
  const [item] = (await seen(who)).items
  if (!item) throw new Error('nothing is seen')
  return item
}
const waiting = async () => {
  const [row] = await db.database.rows<{ count: number }>(
    `select count(*) as count from delivery.leg where state <> 'failed' or attempts < 30`,
  )
  return row?.count
}
const notFound = { code: 'deliveries.not-found' }

describe('who sees a failed delivery', () => {
  beforeEach(() => fail())

  test('both its parties and the country see it, by cause, and a queue behind two gateways once', async () => {
    for (const who of [maker, taker, ega, auditor, actor('taker', 'head')]) {
      const found = await seen(who)
      expect(found.queues).toHaveLength(1)
      expect(found.causes).toMatchObject([{ code: 'gateway.provider-timeout', count: 1 }])
      expect(found.items).toMatchObject([{ receiver: 'taker-system', author: 'maker-system' }])
    }
  })

  test('another institution sees nothing and finds nothing', async () => {
    const { id } = await one()
    expect(await seen(stranger)).toMatchObject({ causes: [], items: [] })
    await expect(inspectDelivery(deps, stranger, id)).rejects.toMatchObject(notFound)
    const wish = { decision: 'retry', failedAt: (await one()).failedAt } as const
    await expect(decideOne(deps, stranger, id, wish)).rejects.toMatchObject(notFound)
    await expect(readBody(deps, stranger, id, 'nataka kuona tu')).rejects.toMatchObject(notFound)
    expect(await countMany(deps, stranger, {})).toMatchObject({ count: 0 })
    expect(acts).toEqual([])
  })

  test('a suspended officer sees nothing, and neither does a role that has nothing to do with it', async () => {
    const { id } = await one()
    for (const who of [suspended, actor('taker', 'secretary')]) {
      await expect(seen(who)).rejects.toMatchObject(notFound)
      await expect(inspectDelivery(deps, who, id)).rejects.toMatchObject(notFound)
      await expect(countMany(deps, who, {})).rejects.toMatchObject({
        code: 'deliveries.not-yours-to-decide',
      })
    }
  })

  test('an id that was made up is not found', async () => {
    for (const id of ['', '1', '00000000-1', 'x'.repeat(99)])
      await expect(inspectDelivery(deps, ega, id)).rejects.toMatchObject(notFound)
  })

  test('with the checks of the program switched off PostgreSQL still shows nothing of the queue', async () => {
    for (const who of [maker, stranger, ega])
      await expect(
        db.database.within(scopeOf(who)).rows('select * from delivery.message'),
      ).rejects.toThrow(/permission denied/)
  })
})

describe('sending again', () => {
  beforeEach(() => fail())

  test('by a party: what somebody wanted is in the audit log, and the message waits again', async () => {
    const { id, failedAt } = await one()
    await decideOne(deps, taker, id, { decision: 'retry', failedAt })
    expect(acts).toMatchObject([
      {
        action: 'exchange.delivery-sent-again',
        subject: { type: 'delivery', id },
        institutions: ['taker', 'maker'],
      },
    ])
    expect(await waiting()).toBe(1)
    await expect(decideOne(deps, taker, id, { decision: 'retry', failedAt })).rejects.toMatchObject(
      { kind: { retry: expect.anything() } },
    )
  })

  test('is nothing for those who only read', async () => {
    const { id, failedAt } = await one()
    for (const who of [auditor, actor('taker', 'head'), actor('maker', 'data-protection-officer')])
      await expect(decideOne(deps, who, id, { decision: 'retry', failedAt })).rejects.toMatchObject(
        { code: 'deliveries.not-yours-to-decide' },
      )
    expect(acts).toEqual([])
  })

  test('what the audit log does not take is not done', async () => {
    auditBroken = true
    const { id, failedAt } = await one()
    await expect(decideOne(deps, taker, id, { decision: 'retry', failedAt })).rejects.toThrow()
    const { until, count } = await countMany(deps, taker, {})
    const wish = { wanted: {}, request: randomUUID(), until, expected: count }
    await expect(sendManyAgain(deps, taker, wish)).rejects.toThrow()
    await expect(readBody(deps, maker, id, 'sababu ya kutosha')).rejects.toThrow()
    expect(await waiting()).toBe(0)
  })

  test('a leg that failed again since it was seen is not touched', async () => {
    const { id } = await one()
    await expect(
      decideOne(deps, ega, id, { decision: 'retry', failedAt: '2020-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'deliveries.changed-meanwhile' })
  })
})

describe('sending many again', () => {
  test('takes what the dry run counted, of one cause, once', async () => {
    for (let i = 0; i < 3; i++) await fail()
    await fail('gateway.provider-failed')
    const wanted = { code: 'gateway.provider-timeout' }
    const { until, count } = await countMany(deps, taker, wanted)
    expect(count).toBe(3)
    const wish = { wanted, request: randomUUID(), until, expected: count }
    expect(await sendManyAgain(deps, taker, wish)).toBe(3)
    expect(await sendManyAgain(deps, taker, wish)).toBe(3)
    expect((await seen(taker)).items.filter(({ attempts }) => attempts === 30)).toMatchObject([
      { code: 'gateway.provider-failed' },
    ])
    expect(acts[0]).toMatchObject({ detail: { expected: 3, code: wanted.code } })
  })

  test('sends none when the number changed, and none of another institution', async () => {
    await fail()
    const { until } = await countMany(deps, taker, {})
    const wish = (expected: number) => ({ wanted: {}, request: randomUUID(), until, expected })
    await expect(sendManyAgain(deps, taker, wish(2))).rejects.toMatchObject({
      code: 'deliveries.count-changed',
    })
    await expect(sendManyAgain(deps, stranger, wish(1))).rejects.toMatchObject({
      code: 'deliveries.count-changed',
    })
    expect(await waiting()).toBe(0)
  })
})

describe('the body', () => {
  beforeEach(() => fail())

  test('is shown to the ICT officer of its author, after the look was written down with its reason', async () => {
    const { id } = await one(maker)
    expect(await readBody(deps, maker, id, 'kutafuta kosa la jibu')).toEqual({
      text: '{"siri":1}',
      bytes: 10,
      cut: false,
    })
    expect(acts).toMatchObject([
      { action: 'exchange.delivery-body-read', detail: { reason: 'kutafuta kosa la jibu' } },
    ])
    expect(JSON.stringify(acts)).not.toContain('siri')
  })

  test('is not shown to its receiver, to the head, to e-GA or to the auditor', async () => {
    const { id } = await one()
    for (const who of [taker, actor('maker', 'head'), ega, auditor])
      await expect(readBody(deps, who, id, 'sababu ya kutosha')).rejects.toMatchObject({
        code: 'deliveries.body-not-yours',
      })
    expect(acts).toEqual([])
  })

  test('is let go by its author, and then nothing is left to send', async () => {
    const { id, failedAt } = await one(maker)
    const wish = { decision: 'let-go', failedAt } as const
    await expect(decideOne(deps, taker, id, wish)).rejects.toMatchObject({
      code: 'deliveries.not-yours-to-decide',
    })
    await decideOne(deps, maker, id, wish)
    await expect(readBody(deps, maker, id, 'sababu ya kutosha')).rejects.toMatchObject({
      code: 'deliveries.body-gone',
    })
    expect((await seeDeliveries(deps, maker, { state: 'closed' })).items).toMatchObject([
      { bodyBytes: 0, state: 'closed' },
    ])
  })
})

test('without the token, and without a gateway, people are told that the queue is away', async () => {
  const away = { code: 'deliveries.gateway-away' }
  for (const desks of [
    openDesks([gateway.opsUrl], undefined),
    openDesks([gateway.opsUrl], 'AAAA'),
    openDesks(['http://127.0.0.1:1'], token),
    openDesks([], token),
  ])
    await expect(seeDeliveries({ ...deps, desks }, taker, {})).rejects.toMatchObject(away)
})
