import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import {
  fetchJournal,
  sendLateAnswer,
  startConstellation,
  waitFor,
  type Constellation,
} from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

/** Accepted means delivered: asynchronous requests, late answers and pushes, with real callbacks and a real database. */
let database: TestDatabase
let country: Constellation
beforeAll(async () => {
  database = await testDatabase()
  country = await startConstellation({
    env: {
      DATABASE_URL: database.url,
      GATEWAY_DELIVERY_BACKOFF_MS: '50',
      GATEWAY_DELIVERY_BACKOFF_MAX_MS: '200',
      GATEWAY_DELIVERY_ATTEMPTS: '4',
    },
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  await database.close()
})
beforeEach(() => {
  for (const party of [country.provider, country.callback, country.callbackK1])
    party.behave(undefined)
})

interface Status {
  readonly data: {
    readonly esbBody: {
      readonly state: string
      readonly legs: readonly {
        target: string
        state: string
        attempts: number
        lastCode?: string
      }[]
    }
  }
}

async function statusOf(
  requestId: string,
  party: 'consumer' | 'provider' | 'stranger' = 'consumer',
) {
  const response = await fetch(`${country.gateway.url}/engine/esb/requests/${requestId}`, {
    headers: { authorization: `Bearer ${await country.token(party)}` },
  })
  return { status: response.status, body: (await response.json()) as Status }
}

const stateOf = async (requestId: string) => (await statusOf(requestId)).body.data.esbBody.state
const until = async (requestId: string, state: string) =>
  waitFor(`state ${state}`, async () => (await stateOf(requestId)) === state)
const arrived = (requestId: string) =>
  country.callback.seen.filter((one) => one.requestId === requestId)

async function ask(code: string, format: 'json' | 'xml' = 'json'): Promise<string> {
  const { helper } = country.connect('consumer')
  const data = await helper.requestData(
    code,
    format === 'json' ? '{"nin":"1"}' : '<nin>1</nin>',
    format,
  )
  const requestId = /requestId(?:":"|>)([0-9a-f-]{36})/.exec(data ?? '')?.[1]
  expect(requestId, data ?? 'no verified answer').toBeDefined()
  return requestId ?? ''
}

describe('an asynchronous request', () => {
  test.each([
    ['LATE', 'json'],
    ['LATE', 'xml'],
    ['LATE-XML', 'json'],
    ['LATE-XML', 'xml'],
  ] as const)(
    'to %s in %s is acknowledged at once and answered at the callback under its id',
    async (code, format) => {
      const requestId = await ask(code, format)
      await until(requestId, 'delivered')
      const [answer] = arrived(requestId)
      expect(answer?.verified).toBe(true)
      expect(answer?.headers['content-type']).toContain(format)
      expect(answer?.body).toContain(requestId)
      const asked = country.provider.seen.filter((one) => one.requestId === requestId)
      expect(asked.map((one) => one.verified)).toEqual([true])
    },
  )

  test('waits for a provider that is down, and reaches it with the same id', async () => {
    country.provider.behave('reset')
    const requestId = await ask('LATE')
    await waitFor(
      'two attempts',
      async () => ((await statusOf(requestId)).body.data.esbBody.legs[0]?.attempts ?? 0) >= 2,
    )
    expect(await stateOf(requestId)).toBe('accepted')
    country.provider.behave(undefined)
    await until(requestId, 'delivered')
  })

  test('that never reaches its provider is answered with a failure, not with silence', async () => {
    country.provider.behave('reset')
    const requestId = await ask('LATE')
    await waitFor('the failure at the callback', () => arrived(requestId).length > 0)
    expect(arrived(requestId)[0]?.body).toContain('"success":false')
    await until(requestId, 'delivered')
  })

  test('is told to its sender and its provider, and to nobody else', async () => {
    const requestId = await ask('LATE')
    expect((await statusOf(requestId, 'provider')).status).toBe(200)
    expect((await statusOf(requestId, 'stranger')).status).toBe(404)
    expect((await statusOf('00000000-0000-7000-8000-000000000000')).status).toBe(404)
    await until(requestId, 'delivered')
  })

  test('takes the same late answer twice, another one never, and none from a stranger', async () => {
    country.provider.behave('late') // acknowledged; the fixture then answers late by itself
    const requestId = await ask('LATE')
    await until(requestId, 'delivered')
    const again = await sendLateAnswer(
      country.connect('provider'),
      country.gateway.url,
      requestId,
      'json',
    )
    expect(again).toBe(200)
    const other = await sendLateAnswer(
      country.connect('provider'),
      country.gateway.url,
      requestId,
      'xml',
    )
    expect(other).toBe(409)
    expect(
      await sendLateAnswer(country.connect('stranger'), country.gateway.url, requestId, 'json'),
    ).toBe(403)
    await sleep(300)
    expect(arrived(requestId)).toHaveLength(1)
  })
})

describe('a push', () => {
  const push = async (headers: Record<string, string> = {}, body = '{"bili":"1"}') => {
    const data = `{"pushCode":"NOTICES","esbBody":${body}}`
    const { helper } = country.connect('provider')
    const response = await fetch(`${country.gateway.url}/engine/esb/push-request`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await country.token('provider')}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: `{"data":${data},"signature":"${helper.signPayload(data)}"}`,
    })
    const text = await response.text()
    expect(helper.verifyThenReturnData(text, 'json'), text).not.toBeNull()
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed'),
      data: (
        JSON.parse(text) as {
          data: { requestId?: string; esbBody: { recipients?: number; code?: string } }
        }
      ).data,
    }
  }

  test('by the connector reaches every connected consumer, each signed on its own curve', async () => {
    const { helper } = country.connect('provider')
    const data = JSON.parse((await helper.pushData('NOTICES', '{"bili":"7"}', 'json')) ?? '{}') as {
      requestId: string
      esbBody: unknown
    }
    expect(data).toMatchObject({ success: true, esbBody: { recipients: 2 } })
    await waitFor('both consumers', () =>
      [country.callback, country.callbackK1].every((party) =>
        party.seen.some((one) => one.requestId === data.requestId && one.verified),
      ),
    )
    expect(country.callback.seen.find((one) => one.requestId === data.requestId)?.body).toContain(
      '"pushCode":"NOTICES"',
    )
  })

  test('to one consumer that is down is kept for it and does not hold up the other', async () => {
    country.callbackK1.behave('reset')
    const { data } = await push()
    const id = data.requestId ?? ''
    await waitFor('the consumer that is up', () =>
      country.callback.seen.some((one) => one.requestId === id),
    )
    country.callbackK1.behave(undefined)
    await waitFor('the consumer that was down', () =>
      country.callbackK1.seen.some((one) => one.requestId === id && one.verified),
    )
  })

  test('that cannot be delivered is given up and stays in the list of failures', async () => {
    country.callbackK1.behave('error')
    const { data } = await push()
    const id = data.requestId ?? ''
    await waitFor(
      'given up',
      async () => (await statusOf(id, 'provider')).body.data.esbBody.state === 'failed',
    )
    const { legs } = (await statusOf(id, 'provider')).body.data.esbBody
    expect(legs.map(({ state }) => state).sort()).toEqual(['delivered', 'failed'])
  })

  test('with an Idempotency-Key is taken once: the same body gets the first answer, another body is refused', async () => {
    const key = { 'idempotency-key': `bill-${Date.now()}` }
    const first = await push(key)
    const second = await push(key)
    expect(second).toMatchObject({
      status: 200,
      replayed: 'true',
      data: { requestId: first.data.requestId },
    })
    expect(await push(key, '{"bili":"other"}')).toMatchObject({
      status: 422,
      data: { esbBody: { code: 'gateway.idempotency-key-reused' } },
    })
    await waitFor('the push', () => arrived(first.data.requestId ?? '').length > 0)
    await sleep(300)
    expect(arrived(first.data.requestId ?? '')).toHaveLength(1)
  })

  test('two at once with one key are one push', async () => {
    const key = { 'idempotency-key': `race-${Date.now()}` }
    const both = await Promise.all([push(key), push(key)])
    expect(new Set(both.map(({ data }) => data.requestId)).size).toBe(1)
  })

  test('to a code of another institution is refused', async () => {
    const { helper, last } = country.connect('consumer')
    await helper.pushData('NOTICES', '{"a":1}', 'json')
    expect([last()?.status, last()?.text]).toEqual([
      403,
      expect.stringContaining('gateway.not-yours'),
    ])
  })
})

test('every attempt to deliver is in the journal, and no body is', async () => {
  const requestId = await ask('LATE')
  await until(requestId, 'delivered')
  const log = await waitFor('the journal to be published', async () => {
    const entries = await fetchJournal(country.gateway.opsUrl)
    return entries.filter(({ exchange }) => exchange === requestId).length >= 4 && entries
  })
  const kinds = log.filter(({ exchange }) => exchange === requestId).map(({ kind }) => kind)
  expect(kinds).toEqual(['request', 'response', 'delivered', 'delivered'])
  expect(JSON.stringify(log)).not.toContain('"nin"')
})

test('nothing that was delivered stays in the database', async () => {
  const requestId = await ask('LATE')
  await until(requestId, 'delivered')
  const rows = await database.database.rows(
    `select 1 from delivery.message left join delivery.leg on leg.message = message.id where message.id = $1 and (message.envelope is not null or leg.envelope is not null)`,
    [requestId],
  )
  expect(rows).toEqual([])
})
