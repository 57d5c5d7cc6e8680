import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RoutingSnapshot } from '@mtandao/contracts'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { fetchJournal, waitFor } from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOk, codeOf, startR1Country, type R1Country } from './r1-country.ts'

/** Providers and callbacks of a country that stand where the bus may not connect to. */
let database: TestDatabase
let r1: R1Country
let snapshot: RoutingSnapshot
let token: string

beforeAll(async () => {
  database = await testDatabase()
  r1 = await startR1Country({
    env: { DATABASE_URL: database.url, GATEWAY_DELIVERY_ATTEMPTS: '1' },
  })
  r1.provider.serve(answerOk)
  snapshot = r1.country.snapshot()
  token = await r1.country.token('consumer')
})
afterAll(async () => {
  await r1[Symbol.asyncDispose]()
  await database.close()
})

/** The loopback network allowed to these, and no others. */
async function allow(...allowedNetworks: string[]): Promise<void> {
  snapshot = { ...snapshot, allowedNetworks, version: snapshot.version + 1 }
  await r1.country.gateway.setSnapshot(snapshot)
}
const call = () => r1.call('/x', { token })
const entriesOf = async (outcome: string) => {
  let found: Awaited<ReturnType<typeof fetchJournal>> = []
  await waitFor('the entries', async () => {
    found = (await fetchJournal(r1.country.gateway.opsUrl)).filter((one) => one.outcome === outcome)
    return found.length > 0
  })
  return found
}

test('a provider inside is called while its network is allowed, and from the next snapshot on no longer', async () => {
  expect((await call()).status).toBe(200)
  const seen = r1.provider.seen.length
  await allow('10.0.0.0/8')
  const refused = await call()
  expect(refused.status).toBe(502)
  expect(codeOf(refused)).toBe('address-refused')
  expect(refused.text).not.toContain('127.0.0.1')
  expect(r1.provider.seen).toHaveLength(seen)
  await allow('127.0.0.1/32')
  expect((await call()).status).toBe(200)
})

test('the refusal is in evidence, by the bus', async () => {
  const [entry] = await entriesOf('gateway.address-refused')
  expect(entry).toMatchObject({ kind: 'response', side: 'bus', status: 502, service: 'open' })
})

test('at the govesb door it is a signed answer', async () => {
  await allow()
  const consumer = r1.country.connect('consumer')
  await consumer.helper
    .requestData('LOOKUP', JSON.stringify({ a: 1 }), 'json')
    .catch(() => undefined)
  expect(consumer.last()?.text).toContain('gateway.address-refused')
  expect(consumer.last()?.text).toContain('"signature"')
})

test('a callback inside is not called; its delivery waits for a person, who sees why over the operations port', async () => {
  await allow()
  const producer = r1.country.connect('provider')
  const before = r1.country.callback.seen.length
  await producer.helper.pushData('NOTICES', JSON.stringify({ a: 1 }), 'json')
  const { gateway } = r1.country
  const opsToken = (await readFile(join(gateway.dir, 'keys', 'ops.token'), 'utf8')).trim()
  const causes = async () => {
    const response = await fetch(`${gateway.opsUrl}/deliveries/causes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${opsToken}` },
      body: JSON.stringify({ state: 'open' }),
    })
    return (await response.json()) as { causes: { code: string; count: number }[] }
  }
  await waitFor('the failed delivery', async () =>
    (await causes()).causes.some(({ code }) => code === 'gateway.address-refused'),
  )
  expect(r1.country.callback.seen).toHaveLength(before)
})
