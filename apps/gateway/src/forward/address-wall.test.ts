import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@mtandao/log'
import { parseCidr, type Network } from '@mtandao/net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAddressWall, type AddressWallOptions } from './address-wall.ts'
import { createUpstreams, type Upstreams } from './upstream.ts'

/** A party inside, which nobody outside may have called, and a name server that says what a test tells it. */
let server: Server
let port: number
let called = 0
let connected = 0
let allowed: readonly Network[] | undefined = []
let names: Record<string, string[][]> = {}
let upstreams: Upstreams
const lines: string[] = []

const networks = (...texts: string[]) =>
  texts.map((text) => parseCidr(text)).filter((one) => one !== undefined)

/** Gives the next answer that stands for the name, and the last one from then on. */
const resolve: NonNullable<AddressWallOptions['resolve']> = (name, _options, done) => {
  const answers = names[name]
  const addresses = (answers && answers.length > 1 ? answers.shift() : answers?.[0]) ?? []
  done(
    addresses.length > 0 ? null : Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }),
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  )
}

beforeAll(async () => {
  server = createServer((_request, response) => {
    called += 1
    response.end('inside')
  })
  server.on('connection', () => {
    connected += 1
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  const logger = createLogger({ area: 'test', level: 'warn', write: (line) => lines.push(line) })
  upstreams = createUpstreams(4, createAddressWall({ allowed: () => allowed, logger, resolve }))
})
beforeEach(() => {
  allowed = []
  called = 0
  connected = 0
  names = {}
  lines.length = 0
})
afterAll(async () => {
  await upstreams.close(0)
  server.close()
  server.closeAllConnections()
})

function call(host: string, scheme = 'http') {
  const url = new URL(`${scheme}://${host}:${port}/`)
  return upstreams.send({
    url,
    path: '/',
    method: 'GET',
    headers: [],
    body: null,
    timeoutMs: 2_000,
    bufferBytesMax: 1_000,
    stream: false,
  })
}

/** A connection is free for the next call a moment after its answer. */
const settled = () => new Promise((done) => setTimeout(done, 50))

const refused = { code: 'gateway.address-refused' }

test.each([
  '127.0.0.1',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '0177.0.0.01',
  '127.0.0.1.',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '0.0.0.0',
  '169.254.169.254',
  '10.0.0.1',
])('the address %s is not called, however it is spelt', async (host) => {
  await expect(call(host)).rejects.toMatchObject(refused)
  await expect(call(host, 'https')).rejects.toMatchObject(refused)
  expect(connected).toBe(0)
})

test('a name that leads inside is not called, and the caller does not learn where it leads', async () => {
  names = { 'inside.example': [['127.0.0.1']] }
  const no: unknown = await call('inside.example').catch((error: unknown) => error)
  expect(no).toMatchObject({ ...refused, extra: {}, detail: undefined })
  expect(connected).toBe(0)
  expect(lines.join()).toContain('127.0.0.1')
})

test('one forbidden address among public ones refuses the name', async () => {
  names = { 'mixed.example': [['41.59.0.1', '::1']] }
  await expect(call('mixed.example')).rejects.toMatchObject(refused)
})

test('a name that changes between two connections is judged at each', async () => {
  allowed = networks('127.0.0.1/32')
  names = { 'turning.example': [['127.0.0.1'], ['127.0.0.2']] }
  expect(await call('turning.example')).toMatchObject({ status: 200 })
  server.closeIdleConnections()
  await settled()
  await expect(call('turning.example')).rejects.toMatchObject(refused)
  expect(called).toBe(1)
})

test('a network that is allowed is called, by address and by name', async () => {
  allowed = networks('127.0.0.0/8')
  names = { 'inside.example': [['127.0.0.1']] }
  expect(await call('127.0.0.1')).toMatchObject({ status: 200 })
  expect(await call('inside.example')).toMatchObject({ status: 200 })
})

test('when the routing ran out under way, that is the reason, and not the address', async () => {
  allowed = networks('127.0.0.0/8')
  names = { 'inside.example': [['127.0.0.1']] }
  await call('127.0.0.1')
  allowed = undefined
  connected = 0
  for (const host of ['127.0.0.1', 'inside.example'])
    await expect(call(host)).rejects.toMatchObject({ code: 'gateway.no-routing' })
  expect(connected).toBe(0)
})

test('a network that is allowed no more is not called over a connection made before', async () => {
  allowed = networks('127.0.0.0/8')
  await call('127.0.0.1')
  allowed = networks('10.0.0.0/8')
  await expect(call('127.0.0.1')).rejects.toMatchObject(refused)
  expect(called).toBe(1)
})

test('the same allow-list in a new snapshot leaves connections as they are', async () => {
  allowed = networks('127.0.0.0/8')
  await call('127.0.0.1')
  await settled()
  const before = connected
  allowed = networks('127.0.0.0/8')
  await call('127.0.0.1')
  expect(connected).toBe(before)
})

test('a refused address is said once, not at every call', async () => {
  for (let i = 0; i < 3; i++) await call('127.0.0.9').catch(() => undefined)
  expect(lines).toHaveLength(1)
})

test('a name nobody knows is unreachable, as before', async () => {
  await expect(call('nowhere.example')).rejects.toMatchObject({
    code: 'gateway.provider-unreachable',
  })
})
