import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoutingSnapshot } from '@mtandao/contracts'
import { createLogger } from '@mtandao/log'
import { parseCidr } from '@mtandao/net'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { bodyFromPlain, buildRequest, generateKeyPair, importPrivateKey } from '@mtandao/seal'
import { openJournal, type Journal } from '@mtandao/tlog'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createClock } from '../clock.ts'
import { createRecorder } from '../evidence/recorder.ts'
import { createAddressWall } from '../forward/address-wall.ts'
import { createCallbacks } from '../forward/callback.ts'
import { createUpstreams } from '../forward/upstream.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { createGatewayMetrics } from '../operations/gateway-metrics.ts'
import { buildRoutingTable } from '../snapshot/routing-table.ts'
import { startDeliverer, type Deliverer, type DelivererLimits } from './deliverer.ts'
import type { DeliveryQueue } from './queue.ts'
import { openPostgresQueue } from './queue-store.ts'

/** Two consumers of one push. Their callback answers, or holds the call when its path is in `hanging`. */
const consumers = ['up', 'down'] as const
const hanging = new Map<string, ServerResponse[]>()
const seen: string[] = []
const callback = createServer((request, response) => {
  const path = request.url ?? ''
  seen.push(path)
  const held = hanging.get(path)
  if (held) held.push(response)
  else response.end()
})

const key = importPrivateKey(generateKeyPair('P-256').privateKey)
const allowedNetworks = [parseCidr('127.0.0.0/8')].filter((one) => one !== undefined)
const upstreams = createUpstreams(
  64,
  createAddressWall({
    allowed: () => allowedNetworks,
    logger: createLogger({ area: 'test', level: 'error', write: () => undefined }),
  }),
)
let database: TestDatabase
let queue: DeliveryQueue
let journal: Journal
let dir: string
let full = false
let deliverer: Deliverer | undefined

beforeAll(async () => {
  await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve))
  database = await testDatabase()
  queue = openPostgresQueue(database.url, () => undefined)
  dir = await mkdtemp(join(tmpdir(), 'mtandao-deliverer-'))
  journal = await openJournal({ dir, origin: 'test/journal/0', seed: Buffer.alloc(32, 1) })
})
afterEach(async () => {
  for (const held of hanging.values()) for (const response of held) response.end()
  hanging.clear()
  full = false
  await deliverer?.close()
  seen.length = 0
})
afterAll(async () => {
  await upstreams.close(0)
  callback.close()
  callback.closeAllConnections()
  await queue.close()
  await database.close()
  await journal.close()
  await rm(dir, { recursive: true, force: true })
})

function table() {
  const { port } = callback.address() as AddressInfo
  const name = { sw: 'x', en: 'x' }
  const span = { validFrom: '2020-01-01T00:00:00Z', validUntil: '2090-01-01T00:00:00Z' }
  const snapshot: RoutingSnapshot = {
    format: 'serikali-mtandao/routing-snapshot/v1',
    instance: 'TEST',
    version: 1,
    issuedAt: '2026-01-01T00:00:00Z',
    expiresAt: '2090-01-01T00:00:00Z',
    institutions: [{ id: 'i', class: 'GOV', code: '1', name, status: 'active' }],
    systems: ['producer', ...consumers].map((id) => ({
      id,
      institution: 'i',
      code: id,
      name,
      status: 'active',
    })),
    clients: consumers.map((id) => ({
      id: `${id}-client`,
      system: id,
      status: 'active',
      generation: 0,
      secretHashes: [],
      keys: [],
      certificates: [],
      nidaUserIds: [],
      callback: { url: `http://127.0.0.1:${port}/${id}`, security: { type: 'signed' } },
    })),
    services: [
      {
        id: 'notices',
        system: 'producer',
        code: 'notices',
        name,
        version: '1',
        kind: 'push',
        mode: 'async',
        esbCode: 'NOTICES',
        status: 'active',
        format: 'json',
        timeoutMs: 5_000,
        concurrency: 10,
        answerBytesMax: 1_024,
        endpoints: [],
      },
    ],
    agreements: consumers.map((id) => ({
      id: `for-${id}`,
      consumer: id,
      service: 'notices',
      status: 'active',
      purposes: ['SERVICE'],
      ...span,
      rules: [],
      quota: { perMinute: 1, perDay: 1, concurrency: 1 },
    })),
  }
  return buildRoutingTable(snapshot)
}

/** The journal, with a disk that refuses while `full`. */
function fillable(): Journal {
  return {
    get nextIndex() {
      return journal.nextIndex
    },
    append(entry, done) {
      if (!full) return journal.append(entry, done)
      setImmediate(() => done(new Error('no space left on device')))
      return journal.nextIndex
    },
  } as Pick<Journal, 'nextIndex' | 'append'> as Journal
}

/** What the deliverer uses of a gateway, for real; it touches nothing else. */
function start(limits: Partial<DelivererLimits>): void {
  const clock = createClock()
  const routing = table()
  const parts = {
    clock,
    keys: { bus: { 'P-256': key, secp256k1: key } },
    recorder: createRecorder(fillable(), 0, Buffer.alloc(32), clock),
    callbacks: createCallbacks(upstreams, Buffer.alloc(32)),
    metrics: createGatewayMetrics(),
    logger: createLogger({ area: 'test', level: 'error', write: () => undefined }),
    table: () => routing,
    queue: () => queue,
    wakeDeliveries: () => deliverer?.wake(),
  } as Partial<GatewayParts> as GatewayParts
  deliverer = startDeliverer(parts, {
    parallel: 8,
    attemptsMax: 30,
    backoffMs: 20,
    backoffMaxMs: 50,
    leaseMs: 60_000,
    pollMs: 20,
    ...limits,
  })
}

async function push(system: (typeof consumers)[number]): Promise<string> {
  const id = randomUUID()
  const envelope = buildRequest(
    {
      format: 'json',
      codeKind: 'pushCode',
      code: 'NOTICES',
      requestId: id,
      body: bodyFromPlain(Buffer.from('{}'), 'json'),
    },
    key,
  ).bytes
  await queue.accept(
    {
      id,
      kind: 'push',
      service: 'notices',
      client: 'producer-client',
      system: 'producer',
      format: 'json',
      envelope,
    },
    [{ target: 'consumer', system, agreement: `for-${system}` }],
  )
  return id
}

const delivered = (id: string) =>
  vi.waitFor(async () => expect((await queue.status(id))?.state).toBe('delivered'), 10_000)

test('a delivery that outlasts its lease is not sent a second time beside itself', async () => {
  hanging.set('/down', [])
  start({ leaseMs: 300 })
  const id = await push('down')
  await sleep(1_200)
  expect(seen).toEqual(['/down'])
  for (const response of hanging.get('/down') ?? []) response.end()
  await delivered(id)
  expect((await queue.status(id))?.legs[0]?.attempts).toBe(1)
})

test('a consumer that never answers does not hold up the others', async () => {
  hanging.set('/down', [])
  start({ parallel: 8 })
  const kept: string[] = []
  for (let i = 0; i < 12; i++) kept.push(await push('down'))
  await vi.waitFor(() => expect(seen).toEqual(['/down', '/down']))
  await delivered(await push('up'))
  expect(seen.filter((path) => path === '/down')).toHaveLength(2)
  const held = hanging.get('/down') ?? []
  hanging.delete('/down')
  for (const response of held) response.end()
  for (const id of kept) await delivered(id)
})

test('while the journal takes no entry nothing more is sent, and nothing is sent again', async () => {
  full = true
  start({ leaseMs: 300 })
  const first = await push('up')
  await vi.waitFor(() => expect(seen).toEqual(['/up']))
  await sleep(100)
  const second = await push('down')
  deliverer?.wake()
  await sleep(1_200)
  expect(seen).toEqual(['/up'])
  full = false
  await delivered(first)
  await delivered(second)
  expect(seen).toEqual(['/up', '/down'])
  expect((await queue.status(first))?.legs[0]?.attempts).toBe(1)
})

test('a deliverer closes although the journal takes no entry; the delivery is then sent again', async () => {
  full = true
  start({ leaseMs: 300 })
  const id = await push('up')
  await vi.waitFor(() => expect(seen).toEqual(['/up']))
  await deliverer?.close()
  full = false
  start({})
  await delivered(id)
  expect(seen).toEqual(['/up', '/up'])
})
