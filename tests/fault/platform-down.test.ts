import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, type EmbeddedServer } from '@mtandao/pg/embedded'
import {
  freePorts,
  startConstellation,
  waitFor,
  type Constellation,
  type TestParty,
} from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'mtandao-down-'))
let database: { dataDir: string; port: number; durable: false }
let postgres: EmbeddedServer
let country: Constellation

beforeAll(async () => {
  const [port] = (await freePorts(1)) as [number]
  database = { dataDir: join(folder, 'pg', 'data'), port, durable: false }
  postgres = await startEmbedded(database)
  country = await startConstellation({
    env: { DATABASE_URL: postgres.url, GATEWAY_DELIVERY_BACKOFF_MS: '100', LOG_LEVEL: 'silent' },
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function call(code: string, party: TestParty = 'consumer') {
  const connector = country.connect(party)
  const data = await connector.helper.requestData(code, '{"nin":"1"}', 'json')
  return { status: connector.last()?.status, data: data ?? 'signature does not verify' }
}

const served = async () =>
  (await Promise.all(Array.from({ length: 20 }, () => call('LOOKUP')))).map(({ status }) => status)

test('with platform and database stopped, synchronous exchanges go on, over a restart too', async () => {
  const { gateway } = country
  expect((await call('LATE')).status).toBe(200)
  await gateway.publication.pause()
  postgres.kill()
  await postgres.exited

  expect(new Set(await served())).toEqual(new Set([200]))
  const refused = await call('LATE')
  expect(refused.status).toBe(503)
  expect(refused.data).toContain('gateway.queue-unavailable')

  await gateway.restart()
  expect(new Set(await served())).toEqual(new Set([200]))
}, 60_000)

test('when they return, asynchronous messages are taken again and what was accepted before arrives', async () => {
  postgres = await startEmbedded(database)
  await country.gateway.publication.resume()
  await waitFor('the queue', async () => (await call('LATE')).status === 200, {
    withinMs: 20_000,
    everyMs: 200,
  })
  await waitFor('both late answers', () => country.callback.seen.length >= 2, { withinMs: 20_000 })
  expect(country.callback.seen.every(({ verified }) => verified === true)).toBe(true)
}, 60_000)

test('a new snapshot counts within a second; one that is not signed by the platform never does', async () => {
  const { gateway } = country
  const without = (version: number) => {
    const whole = country.snapshot({ version })
    return { ...whole, agreements: whole.agreements.filter(({ service }) => service !== 'lookup') }
  }
  gateway.publication.publish('forged.by.nobody', 50)
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect((await call('LOOKUP')).status).toBe(200)

  gateway.publication.publish(await gateway.sign(without(60)), 60)
  const begin = performance.now()
  await waitFor('the new rule', async () => (await call('LOOKUP')).status === 403, {
    withinMs: 5000,
    everyMs: 20,
  })
  expect(performance.now() - begin).toBeLessThan(1000)

  await gateway.setSnapshot(country.snapshot({ version: 61 }))
  expect((await call('LOOKUP')).status).toBe(200)
}, 30_000)
