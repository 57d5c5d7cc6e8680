import type { RoutingSnapshot } from '@mtandao/contracts'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { startConstellation, waitFor, type Constellation } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

/** Whom a push goes to: decided by agreements when it is accepted, and once more whenever it is about to be delivered. */
let database: TestDatabase
let country: Constellation
let version = 1
beforeAll(async () => {
  database = await testDatabase()
  country = await startConstellation({
    env: {
      DATABASE_URL: database.url,
      GATEWAY_DELIVERY_BACKOFF_MS: '50',
      GATEWAY_DELIVERY_BACKOFF_MAX_MS: '100',
      GATEWAY_DELIVERY_ATTEMPTS: '1000',
    },
    adjust: withSecondAgreement,
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  await database.close()
})
beforeEach(() => country.callbackK1.behave(undefined))

/** One consumer uses the service under two agreements, as for two purposes. */
function withSecondAgreement(snapshot: RoutingSnapshot): RoutingSnapshot {
  const second = snapshot.agreements
    .filter(({ id }) => id === 'notices-consumer')
    .map((agreement) => ({ ...agreement, id: 'notices-consumer-second' }))
  return { ...snapshot, agreements: [...snapshot.agreements, ...second] }
}

async function push(): Promise<{ readonly requestId: string; readonly recipients: number }> {
  const { helper, last } = country.connect('provider')
  const data = await helper.pushData('NOTICES', '{"bili":"1"}', 'json')
  expect(last()?.status, last()?.text).toBe(200)
  const { requestId, esbBody } = JSON.parse(data ?? '{}') as {
    requestId: string
    esbBody: { recipients: number }
  }
  return { requestId, recipients: esbBody.recipients }
}

interface Status {
  readonly state: string
  readonly legs: readonly { system: string; state: string; lastCode?: string }[]
}

async function statusOf(requestId: string): Promise<Status> {
  const response = await fetch(`${country.gateway.url}/engine/esb/requests/${requestId}`, {
    headers: { authorization: `Bearer ${await country.token('provider')}` },
  })
  return ((await response.json()) as { data: { esbBody: Status } }).data.esbBody
}

const change = (adjust: (snapshot: RoutingSnapshot) => RoutingSnapshot) =>
  country.gateway.setSnapshot(country.snapshot({ version: ++version, adjust }))

test('a consumer with two agreements for a push gets it once', async () => {
  const { requestId, recipients } = await push()
  expect(recipients).toBe(2)
  await waitFor('delivered', async () => (await statusOf(requestId)).state === 'delivered')
  expect(country.callback.seen.filter((one) => one.requestId === requestId)).toHaveLength(1)
})

describe('a push that waits is not delivered, and served again later, when', () => {
  const agreements = (changes: Partial<RoutingSnapshot['agreements'][number]>) => ({
    change: (snapshot: RoutingSnapshot): RoutingSnapshot => ({
      ...snapshot,
      agreements: snapshot.agreements.map((one) =>
        one.id === 'notices-consumerK1' ? { ...one, ...changes } : one,
      ),
    }),
  })
  test.each([
    ['its agreement is suspended', 'agreement-suspended', agreements({ status: 'suspended' })],
    ['its agreement has ended', 'agreement-expired', agreements({ status: 'ended' })],
    [
      'its agreement is out of its time',
      'agreement-expired',
      agreements({ validUntil: '2021-01-01T00:00:00Z' }),
    ],
    [
      'its agreement is gone',
      'agreement-missing',
      {
        change: (snapshot: RoutingSnapshot): RoutingSnapshot => ({
          ...snapshot,
          agreements: snapshot.agreements.filter(({ id }) => id !== 'notices-consumerK1'),
        }),
      },
    ],
    [
      'its service is suspended',
      'service-suspended',
      {
        change: (snapshot: RoutingSnapshot): RoutingSnapshot => ({
          ...snapshot,
          services: snapshot.services.map((one) =>
            one.id === 'notices' ? { ...one, status: 'suspended' } : one,
          ),
        }),
      },
    ],
    [
      'its consumer is suspended',
      'client-suspended',
      {
        change: (snapshot: RoutingSnapshot): RoutingSnapshot => ({
          ...snapshot,
          systems: snapshot.systems.map((one) =>
            one.id === 'consumer-k1' ? { ...one, status: 'suspended' } : one,
          ),
        }),
      },
    ],
  ])('%s', async (_why, code, { change: adjust }) => {
    country.callbackK1.behave('reset')
    const { requestId } = await push()
    const leg = async () =>
      (await statusOf(requestId)).legs.find(({ system }) => system === 'consumer-k1')
    await waitFor('an attempt', async () => (await leg())?.lastCode !== undefined)
    await change(adjust)
    await waitFor('the refusal', async () => (await leg())?.lastCode === `gateway.${code}`)
    country.callbackK1.behave(undefined)
    const before = country.callbackK1.seen.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(country.callbackK1.seen).toHaveLength(before)
    await change((snapshot) => snapshot)
    await waitFor('the delivery', async () => (await leg())?.state === 'delivered')
    expect(country.callbackK1.seen).toHaveLength(before + 1)
  })
})
