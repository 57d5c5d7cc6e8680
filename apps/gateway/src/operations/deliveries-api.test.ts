import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFailedDeliveries } from '../delivery/failed-store.ts'
import type { FailedDeliveries } from '../delivery/failed.ts'
import { createDeliveriesApi } from './deliveries-api.ts'

const secret = randomBytes(32)
let database: TestDatabase
let failed: FailedDeliveries
const servers: Server[] = []
let url: string

beforeAll(async () => {
  database = await testDatabase()
  failed = openFailedDeliveries(database.url, () => undefined)
  url = await serve({ failed, secret })
})
afterAll(async () => {
  for (const server of servers) server.close()
  await failed.close()
  await database.close()
})

async function serve(
  parts: Pick<Parameters<typeof createDeliveriesApi>[0], 'failed' | 'secret'>,
): Promise<string> {
  const logger = createLogger({ area: 'test', level: 'silent' })
  const api = createDeliveriesApi({ ...parts, node: 'test.local', logger })
  const server = createServer((request, response) => {
    if (!api.answer(request, response)) response.writeHead(404).end()
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const key = { authorization: `Bearer ${secret.toString('base64')}` }
const ask = (path: string, body: unknown, headers: Record<string, string> = key, at = url) =>
  fetch(`${at}${path}`, { method: 'POST', body: JSON.stringify(body), headers })

test.each([
  ['no secret', {}],
  ['another secret', { authorization: `Bearer ${randomBytes(32).toString('base64')}` }],
  ['an empty secret', { authorization: 'Bearer ' }],
  ['another scheme', { authorization: `Basic ${secret.toString('base64')}` }],
  ['part of the secret', { authorization: `Bearer ${secret.subarray(0, 31).toString('base64')}` }],
] as [string, Record<string, string>][])('with %s nothing is told', async (_, headers) => {
  for (const path of ['/deliveries/causes', '/deliveries/settle', '/deliveries/1/settle'])
    expect((await ask(path, { state: 'open' }, headers)).status).toBe(401)
  expect((await fetch(`${url}/deliveries/1?body=1`, { headers })).status).toBe(401)
})

test('a gateway without a secret lets nobody in, not even who shows nothing', async () => {
  const bare = await serve({ failed, secret: undefined })
  for (const headers of [key, {}, { authorization: 'Bearer AAAA' }])
    expect((await ask('/deliveries/causes', { state: 'open' }, headers, bare)).status).toBe(401)
})

test('a gateway without a queue says so', async () => {
  const bare = await serve({ failed: undefined, secret })
  expect((await ask('/deliveries/causes', { state: 'open' }, key, bare)).status).toBe(503)
})

test('with the secret causes, lists and counts are told', async () => {
  expect(await (await ask('/deliveries/causes', { state: 'open' })).json()).toMatchObject({
    node: 'test.local',
    causes: [],
  })
  const list = await ask('/deliveries/list', { filter: { state: 'open' }, limit: 10 })
  expect(await list.json()).toEqual({ items: [] })
  expect(list.headers.get('cache-control')).toBe('no-store')
  expect(await (await ask('/deliveries/count', { state: 'open' })).json()).toMatchObject({
    count: 0,
  })
})

test.each([
  ['/deliveries/causes', {}],
  ['/deliveries/causes', { state: 'open', secret: 1 }],
  ['/deliveries/list', { filter: { state: 'open' }, limit: 1_000 }],
  ['/deliveries/settle', { decision: 'retry', filter: { state: 'open' }, expected: 1 }],
  ['/deliveries/1/settle', { decision: 'burn', failedAt: '2026-01-01T00:00:00Z' }],
])('%s refuses %j', async (path, body) => {
  const response = await ask(path, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'gateway.ops-request-malformed' })
})

test('rubbish, other methods and unknown paths are refused', async () => {
  const rubbish = await fetch(`${url}/deliveries/causes`, {
    method: 'POST',
    body: '{',
    headers: key,
  })
  expect(rubbish.status).toBe(400)
  expect((await fetch(`${url}/deliveries/causes`, { headers: key })).status).toBe(405)
  expect((await ask('/deliveries/other', {})).status).toBe(404)
  expect((await fetch(`${url}/deliveries/999`, { headers: key })).status).toBe(404)
  expect((await fetch(`${url}/deliveries/999?body=1`, { headers: key })).status).toBe(404)
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
})
