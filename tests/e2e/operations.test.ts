import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { RoutingSnapshot } from '@mtandao/contracts'
import { freePorts, sendRaw, startChild, waitFor } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseOpenMetrics, type MetricFamily } from './openmetrics.ts'
import {
  answerOk,
  callHttp,
  codeOf,
  service,
  startR1Country,
  type R1Country,
} from './r1-country.ts'

/** What the people who run it see, and what keeps a weak provider and a strong caller from hurting each other. */
const mainFile = fileURLToPath(new URL('../../apps/gateway/src/main.ts', import.meta.url))
const breakerRestMs = 600
let r1: R1Country
let token: string
let snapshot: RoutingSnapshot
beforeAll(async () => {
  r1 = await startR1Country({
    open: { timeoutMs: 400 },
    env: {
      LOG_LEVEL: 'debug',
      GATEWAY_BREAKER_FAILURES: '3',
      GATEWAY_BREAKER_REST_MS: String(breakerRestMs),
      GATEWAY_DRAIN_MS: '1000',
    },
  })
  token = await r1.country.token('consumer')
  snapshot = r1.country.snapshot()
})
afterAll(() => r1[Symbol.asyncDispose]())
beforeEach(() => r1.provider.serve(answerOk))

const call = (path = '/x', options: Parameters<R1Country['call']>[1] = {}) =>
  r1.call(path, { token, ...options })
async function metrics(): Promise<Map<string, MetricFamily>> {
  const response = await fetch(`${r1.country.gateway.opsUrl}/metrics`)
  expect(response.headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  )
  return parseOpenMetrics(await response.text())
}
const valueOf = (
  all: Map<string, MetricFamily>,
  name: string,
  labels: Record<string, string> = {},
) =>
  all
    .get(name.replace(/_(?:total|count|sum|bucket)$/, ''))
    ?.samples.find(
      (one) =>
        one.name === name &&
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    )?.value
const breaker = async () => valueOf(await metrics(), 'gateway_breaker_state', { service: 'open' })
async function publish(change: (from: RoutingSnapshot) => RoutingSnapshot): Promise<void> {
  snapshot = { ...change(snapshot), version: snapshot.version + 1 }
  await r1.country.gateway.setSnapshot(snapshot)
  await waitFor(
    'the version',
    async () => valueOf(await metrics(), 'gateway_snapshot_version') === snapshot.version,
  )
}
const withOpen =
  (change: object) =>
  (from: RoutingSnapshot): RoutingSnapshot => ({
    ...from,
    services: from.services.map((one) => (one.id === 'open' ? { ...one, ...change } : one)),
  })
/** Brings the circuit back to closed after a test that opened it. */
async function heal(): Promise<void> {
  r1.provider.serve(answerOk)
  await waitFor('the circuit to close', async () => (await call()).status === 200)
}

describe('metrics', () => {
  test('are one valid OpenMetrics document, whatever has happened', async () => {
    await call('/a"b\\c')
    await call('/x', { token: undefined })
    await call('/r1/TEST/GOV/2001/provider/unagreed/x')
    r1.provider.serve((request) => request.socket.destroy())
    await call('/x', { method: 'POST', body: 'x' })
    await heal()
    const all = await metrics()
    for (const name of [
      'gateway_exchanges',
      'gateway_exchange_seconds',
      'gateway_tokens',
      'gateway_journal_entries',
      'gateway_journal_fsync_seconds',
      'gateway_breaker_state',
      'gateway_provider_in_flight',
      'gateway_snapshot_version',
      'gateway_queue_up',
      'gateway_queue_depth',
      'process_resident_memory_bytes',
    ])
      expect([...all.keys()]).toContain(name)
    const outcome = (name: string, door = 'r1') =>
      valueOf(all, 'gateway_exchanges_total', { door, outcome: name })
    expect(outcome('ok')).toBeGreaterThanOrEqual(1)
    expect(outcome('gateway.credentials-missing')).toBeGreaterThanOrEqual(1)
    expect(outcome('gateway.agreement-missing')).toBeGreaterThanOrEqual(1)
    expect(outcome('gateway.provider-reset')).toBeGreaterThanOrEqual(1)
    expect(valueOf(all, 'gateway_tokens_total', { outcome: 'ok' })).toBeGreaterThanOrEqual(1)
  })

  test('count every call once, never backwards, and measure how long it took', async () => {
    const before = await metrics()
    r1.provider.serve((_request, response) => setTimeout(() => response.end('ok'), 60))
    for (let at = 0; at < 5; at += 1) expect((await call()).status).toBe(200)
    const after = await metrics()
    const grown = (name: string, labels: Record<string, string>) =>
      (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0)
    const labels = { door: 'r1', service: 'open' }
    expect(grown('gateway_exchanges_total', { ...labels, outcome: 'ok' })).toBe(5)
    expect(grown('gateway_exchange_seconds_count', labels)).toBe(5)
    expect(grown('gateway_exchange_seconds_bucket', { ...labels, le: '0.05' })).toBe(0)
    expect(grown('gateway_exchange_seconds_bucket', { ...labels, le: '0.25' })).toBe(5)
    expect(grown('gateway_exchange_seconds_sum', labels)).toBeGreaterThan(0.3)
    expect(grown('gateway_journal_entries', {})).toBe(10)
    for (const [name, family] of before)
      if (family.type !== 'gauge')
        for (const { name: series, labels: of, value } of family.samples)
          expect(valueOf(after, series, of), name).toBeGreaterThanOrEqual(value)
  })

  test('hold one series per service, also when its limits were changed', async () => {
    await call()
    await publish(withOpen({ concurrency: 77 }))
    await call()
    await publish(withOpen({ concurrency: 78 }))
    await call()
    const states = (await metrics()).get('gateway_breaker_state')?.samples ?? []
    expect(states.filter(({ labels }) => labels['service'] === 'open').length).toBe(1)
  })
})

test('no log line holds a secret, a token, a body, a path or anybody’s number', async () => {
  const nin = '19901231-14121-00003-27'
  const { consumer } = r1.country.clients
  const secrets = [nin, token, consumer.secret, consumer.key.privateKey, 'very-private-value']
  await call(`/persons/${nin}?nin=${nin}`, { headers: { cookie: 'very-private-value' } })
  await call(`/persons/${nin}/../x`)
  await call(`/r1/TEST/GOV/2001/provider/none/${nin}`)
  await call(`/r1/TEST/GOV/2001/provider/unagreed/${nin}`, { method: 'POST', body: nin })
  r1.provider.serve((request) => request.socket.destroy())
  await call(`/persons/${nin}`, { method: 'POST', body: `{"nin":"${nin}"}` })
  await heal()
  await callHttp(`${r1.country.gateway.url}/gw/govesb-uaa/oauth/token`, {
    method: 'POST',
    body: `grant_type=client_credentials&client_id=${consumer.id}&client_secret=${consumer.secret}x`,
  })
  await callHttp(`${r1.country.gateway.url}/engine/esb/request`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: `{"data":{"apiCode":"LOOKUP","esbBody":{"nin":"${nin}"}},"signature":"AAAA"}`,
  })
  await sendRaw(r1.country.gateway.url, [`GET /${nin} HTTP/1.1\r\nx: ${nin}\r\nbroken\r\n\r\n`])
  // A defect: the secret of the endpoint was sealed with a key that is not ours.
  await publish(
    withOpen({
      endpoint: { url: r1.provider.url, security: { type: 'bearer', secret: { sealed: 'AAAA' } } },
    }),
  )
  const defect = await call(`/persons/${nin}`, { method: 'POST', body: nin })
  expect([defect.status, codeOf(defect)]).toEqual([500, 'defect'])
  expect(defect.headers['x-road-error']).toBe('Server.Gateway.Defect')
  await publish(withOpen({ endpoint: { url: r1.provider.url, security: { type: 'plain' } } }))
  await waitFor('the defect to be logged', () => r1.country.gateway.output().includes('"defect"'))

  const output = r1.country.gateway.output()
  for (const secret of secrets) expect(output.includes(secret), secret).toBe(false)
  expect(output).not.toContain('/persons')
  expect(output).not.toMatch(/Basic [A-Za-z0-9+/]{8}|Bearer [A-Za-z0-9]/)
  for (const line of output.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow()
})

describe('the operations listener', () => {
  const ops = (path: string, method = 'GET') => fetch(r1.country.gateway.opsUrl + path, { method })

  test('says that it lives and that it is ready', async () => {
    expect([(await ops('/healthz')).status, await (await ops('/healthz')).text()]).toEqual([
      200,
      'ok\n',
    ])
    const ready = await ops('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, workers: [{ worker: 0, why: [] }] },
    ])
    expect((await ops('/healthz', 'HEAD')).status).toBe(200)
    expect((await ops('/healthz', 'POST')).status).toBe(405)
    expect((await ops('/journal/0/checkpoint', 'DELETE')).status).toBe(405)
  })

  test('gives the journal as static tiles', async () => {
    await call()
    await waitFor('a checkpoint', async () => (await ops('/journal/0/checkpoint')).ok)
    const checkpoint = await (await ops('/journal/0/checkpoint')).text()
    expect(checkpoint).toMatch(/^govesb\.local\/journal\/0\n\d+\n[A-Za-z0-9+/=]{44}\n\n— /)
    expect((await ops('/journal/0/checkpoint')).headers.get('cache-control')).toBe('no-cache')
  })

  test.each([
    '/journal/0/../../keys/log.seed',
    '/journal/0/..%2f..%2fkeys/log.seed',
    '/journal/0/tile/0/../../../../keys/log.seed',
    '/journal/0/%2e%2e/%2e%2e/keys/log.seed',
    '/journal/../keys/log.seed',
    '/journal/0/tile/entries/000.p/../../../../../keys/log.seed',
    '/journal/0/wal/',
    '/journal/0/lock',
    '/journal/0/tile',
    '/journal/0/tile/0/000%00',
    '/journal/0/checkpoint/',
    '/journal/1/checkpoint',
    '/journal/00/checkpoint',
    '/journal/999/checkpoint',
    '/keys/log.seed',
    '/routing-snapshot.jws',
    '//etc/passwd',
    '/../etc/passwd',
    'http://127.0.0.1/keys/log.seed',
    '/journal',
  ])('gives nothing for %s', async (path) => {
    const raw = await sendRaw(r1.country.gateway.opsUrl, [
      `GET ${path} HTTP/1.1\r\nhost: ops\r\n\r\n`,
    ])
    expect([400, 404]).toContain(raw.status)
    expect(raw.body.length).toBeLessThan(200)
  })

  test('survives nonsense', async () => {
    for (const first of [
      'GET // HTTP/1.1',
      'GET * HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'GET http://[ HTTP/1.1',
      'X',
    ])
      expect(
        (await sendRaw(r1.country.gateway.opsUrl, [`${first}\r\nhost: ops\r\n\r\n`])).status,
      ).toBeLessThan(500)
    expect((await ops('/healthz')).status).toBe(200)
  })
})

describe('a provider that fails', () => {
  const reset = () => r1.provider.serve((request) => request.socket.destroy())

  test.each<[string, Parameters<R1Country['provider']['serve']>[0], number, string]>([
    ['by breaking connections', (request) => request.socket.destroy(), 502, 'provider-reset'],
    ['by silence', () => undefined, 504, 'provider-timeout'],
    ['by saying so', (_request, response) => response.writeHead(503).end(), 503, ''],
  ])(
    '%s three times is rested, then tried with one call, then used again',
    async (_how, handler, status, code) => {
      r1.provider.serve(handler)
      for (let at = 0; at < 3; at += 1) {
        const answer = await call('/x', { method: 'POST', body: 'x' })
        expect(answer.status).toBe(status)
        if (code !== '') expect(codeOf(answer)).toBe(code)
      }
      expect(await breaker()).toBe(2)
      const asked = r1.provider.seen.length
      const rested = await call()
      expect([rested.status, codeOf(rested)]).toEqual([503, 'provider-circuit-open'])
      expect(rested.headers['x-road-error']).toBe('Server.Provider.ProviderCircuitOpen')
      expect(Number(rested.headers['retry-after'])).toBeGreaterThan(0)
      expect(r1.provider.seen.length).toBe(asked)

      await sleep(breakerRestMs)
      r1.provider.serve((_request, response) => setTimeout(() => response.end('ok'), 200))
      const together = await Promise.all(Array.from({ length: 5 }, () => call()))
      expect(together.filter((one) => one.status === 200).length).toBe(1)
      expect(r1.provider.seen.length).toBe(1)
      expect(await breaker()).toBe(0)
      expect((await call()).status).toBe(200)
    },
  )

  test('once more when it is tried is rested again', async () => {
    reset()
    for (let at = 0; at < 3; at += 1) await call('/x', { method: 'POST', body: 'x' })
    await sleep(breakerRestMs)
    expect(codeOf(await call('/x', { method: 'POST', body: 'x' }))).toBe('provider-reset')
    expect(codeOf(await call())).toBe('provider-circuit-open')
    expect(await breaker()).toBe(2)
    await heal()
  })

  test('does not open the circuit of another', async () => {
    reset()
    for (let at = 0; at < 3; at += 1) await call('/x', { method: 'POST', body: 'x' })
    expect((await call('/r1/TEST/GOV/2001/provider/plain/x')).status).toBe(200)
    await heal()
  })

  test('to find something, or refuses it, is well', async () => {
    r1.provider.serve((_request, response) => response.writeHead(404).end())
    for (let at = 0; at < 6; at += 1) expect((await call()).status).toBe(404)
    expect(await breaker()).toBe(0)
  })

  test('and is replaced under another address is tried at once or after its rest, not never', async () => {
    reset()
    for (let at = 0; at < 3; at += 1) await call('/x', { method: 'POST', body: 'x' })
    await publish(withOpen({ name: { sw: 'x', en: 'x' } }))
    expect(codeOf(await call())).toBe('provider-circuit-open')
    await heal()
  })
})

test('a provider gets no more calls at once than it bears; the next one is told to come later', async () => {
  await publish(withOpen({ concurrency: 2, timeoutMs: 3000 }))
  r1.provider.serve((_request, response) => setTimeout(() => response.end('ok'), 400))
  const both = [call(), call()]
  await waitFor('both to be under way', () => r1.provider.seen.length === 2)
  expect(valueOf(await metrics(), 'gateway_provider_in_flight', { service: 'open' })).toBe(2)
  const third = await call()
  expect([third.status, codeOf(third)]).toEqual([503, 'provider-busy'])
  expect(third.headers['retry-after']).toBeDefined()
  expect(third.headers['x-road-error']).toBe('Server.Provider.ProviderBusy')
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200])
  expect(r1.provider.seen.length).toBe(2)
  expect((await call()).status).toBe(200)
  await publish(withOpen({ concurrency: 100, timeoutMs: 400 }))
})

describe('repeating', () => {
  /** Serves the first call of every connection and breaks the connection under the second. */
  function breakUsedConnections(how: 'FIN' | 'RST') {
    const used = new WeakSet<object>()
    r1.provider.serve((request, response) => {
      if (used.has(request.socket)) {
        if (how === 'FIN') request.socket.destroy()
        else request.socket.resetAndDestroy()
        return
      }
      used.add(request.socket)
      request.resume()
      request.once('end', () => response.end('ok'))
    })
  }

  test.each(['FIN', 'RST'] as const)(
    'a GET that met a stale connection (%s) is sent once more, on a fresh one',
    async (how) => {
      breakUsedConnections(how)
      await call('/first')
      for (let at = 0; at < 4; at += 1) expect((await call('/again')).status).toBe(200)
      const again = r1.provider.seen.filter(({ url }) => url === '/again')
      const exchanges = new Set(again.map(({ headers }) => headers['x-exchange-id']))
      expect(exchanges.size).toBe(4)
      expect(again.length).toBeGreaterThan(4)
      expect(again.length).toBeLessThanOrEqual(8)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('a %s is never sent twice', async (method) => {
    breakUsedConnections('FIN')
    await call('/first')
    const answer = await call('/again', { method, body: 'x' })
    const seen = r1.provider.seen.filter(({ url }) => url === '/again')
    expect(seen.length).toBe(1)
    expect(answer.status).toBe(502)
    await heal()
  })

  test('a GET that a fresh connection broke under is not repeated', async () => {
    await r1.provider.hangUp()
    r1.provider.serve((request) => request.socket.destroy())
    expect(codeOf(await call('/fresh'))).toBe('provider-reset')
    expect(r1.provider.seen.length).toBe(1)
    await heal()
  })

  test('a GET whose answer broke in the middle is not repeated', async () => {
    r1.provider.serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('12345', () => response.destroy())
    })
    expect((await call('/half')).status).toBe(502)
    expect(r1.provider.seen.length).toBe(1)
    await heal()
  })

  test('a GET with a body is not repeated', async () => {
    breakUsedConnections('FIN')
    await call('/first')
    expect((await call('/again', { body: 'x' })).status).toBe(502)
    expect(r1.provider.seen.filter(({ url }) => url === '/again').length).toBe(1)
    await heal()
  })
})

test('connections are kept on both sides while nobody speaks', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let opened = 0
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (...args) => {
    opened += 1
    return connect(...args)
  }
  await call('/x', { agent })
  const upstream = r1.provider.connections()
  await sleep(1500)
  await call('/x', { agent })
  await call('/x', { agent })
  expect(opened).toBe(1)
  expect(r1.provider.connections() - upstream).toBeLessThanOrEqual(1)
  agent.destroy()
})

describe('starting and ending', () => {
  test('a provider that hangs does not hold the end up', async () => {
    await publish(withOpen({ timeoutMs: 60_000 }))
    r1.provider.serve(() => undefined)
    const left = new Agent()
    call('/hangs', { agent: left }).catch(() => undefined)
    const cut = call('/hangs').catch((error: Error) => error)
    await waitFor('them to be under way', () => r1.provider.seen.length === 2)
    left.destroy()
    const asked = performance.now()
    await r1.country.gateway.stop()
    expect(performance.now() - asked).toBeLessThan(4000)
    expect(await cut).toBeInstanceOf(Error)
    await r1.country.gateway.restart()
    r1.provider.serve(answerOk)
    await publish(withOpen({ timeoutMs: 400 }))
    expect((await call()).status).toBe(200)
  })

  const start = async (env: Record<string, string | undefined>) => {
    const child = startChild(process.execPath, [mainFile], {
      env: { ...r1.country.gateway.env, LOG_LEVEL: 'info', ...env },
    })
    const { code } = await Promise.race([
      child.exited,
      sleep(10_000).then(() => ({ code: 'still running' })),
    ])
    await child.kill()
    return { code, output: child.output() }
  }

  test('two gateways do not share one journal', async () => {
    const [port, opsPort] = await freePorts(2)
    const second = await start({ GATEWAY_PORT: String(port), GATEWAY_OPS_PORT: String(opsPort) })
    expect(second.code).not.toBe(0)
    expect(second.code).not.toBe('still running')
    expect(second.output).toMatch(/has the journal .* open/)
    expect((await call()).status).toBe(200)
  })

  test.each(['1', '2'])('a port that is taken is said plainly (%s workers)', async (workers) => {
    const [opsPort] = await freePorts(1)
    const dir = `${r1.country.gateway.dir}-taken-${workers}`
    const { mkdir, cp, rm } = await import('node:fs/promises')
    await mkdir(dir)
    await cp(`${r1.country.gateway.dir}/keys`, `${dir}/keys`, { recursive: true })
    const second = await start({
      GATEWAY_DATA_DIR: dir,
      GATEWAY_OPS_PORT: String(opsPort),
      GATEWAY_WORKERS: workers,
    })
    await rm(dir, { recursive: true })
    expect(second.code).toBe(1)
    expect(second.output).toContain('EADDRINUSE')
    expect(second.output).toContain(String(r1.country.gateway.port))
  })

  test('every fault of the configuration is told at once', async () => {
    const { code, output } = await start({
      GATEWAY_DATA_DIR: '',
      SNAPSHOT_PUBLIC_KEY: '',
      GATEWAY_PORT: 'many',
      GATEWAY_WORKERS: '0',
      LOG_LEVEL: 'loud',
      GATEWAY_TLS_KEY_FILE: '/nowhere',
    })
    expect(code).toBe(1)
    for (const name of [
      'GATEWAY_DATA_DIR',
      'SNAPSHOT_PUBLIC_KEY',
      'GATEWAY_PORT',
      'GATEWAY_WORKERS',
      'LOG_LEVEL',
      'GATEWAY_TLS_CERTIFICATE_FILE',
    ])
      expect(output).toContain(name)
  })

  test('a folder without keys is not filled by itself', async () => {
    const { code, output } = await start({ GATEWAY_DATA_DIR: `${r1.country.gateway.dir}/nowhere` })
    expect(code).toBe(1)
    expect(output).toContain('nowhere')
    expect(service).toContain('/open')
  })
})
