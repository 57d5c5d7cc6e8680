import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signRoutingSnapshot, type RoutingSnapshot } from '@mtandao/contracts'
import { fetchJournal, startChild, waitFor } from '@mtandao/testkit'
import { CompactSign } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callHttp, codeOf, startR1Country, type R1Country } from './r1-country.ts'

/** The signed routing snapshot: taken at once when it is good, refused and reported when it is not, good until its expiry. */
const mainFile = fileURLToPath(new URL('../../apps/gateway/src/main.ts', import.meta.url))
let r1: R1Country
let token: string
let version = 1
beforeAll(async () => {
  r1 = await startR1Country({ env: { LOG_LEVEL: 'info', GATEWAY_PUBLISH_INTERVAL_MS: '50' } })
  token = await r1.country.token('consumer')
})
afterAll(() => r1[Symbol.asyncDispose]())

const next = (changes: Partial<RoutingSnapshot> = {}): RoutingSnapshot => ({
  ...r1.country.snapshot({ version: ++version }),
  ...changes,
})
const call = (path = '/x') => r1.call(path, { token })
const publish = async (snapshot: RoutingSnapshot) =>
  r1.country.gateway.publication.publish(await r1.country.gateway.sign(snapshot), snapshot.version)
const metrics = async () => (await fetch(`${r1.country.gateway.opsUrl}/metrics`)).text()
const versionInForce = async () =>
  Number(/gateway_snapshot_version\{worker="0"\} (\d+)/.exec(await metrics())?.[1])
const refused = async (reason: string) =>
  Number(
    new RegExp(`gateway_snapshot_refused\\{reason="${reason}",worker="0"\\} (\\d+)`).exec(
      await metrics(),
    )?.[1] ?? 0,
  )
const suspended = (snapshot: RoutingSnapshot, status: 'active' | 'suspended'): RoutingSnapshot => ({
  ...snapshot,
  agreements: snapshot.agreements.map((one) => (one.id === 'open-0' ? { ...one, status } : one)),
})
const inForce = (wanted: number) =>
  waitFor(`version ${wanted}`, async () => (await versionInForce()) === wanted, { withinMs: 5000 })

test('a new version is in force within a second, and no request is lost on the way', async () => {
  const stop = new AbortController()
  const outcomes: number[] = []
  const load = Array.from({ length: 16 }, async () => {
    while (!stop.signal.aborted) outcomes.push((await call()).status)
  })
  for (let round = 0; round < 5; round += 1) {
    const wanted = next()
    const published = performance.now()
    await publish(wanted)
    await inForce(wanted.version)
    expect(performance.now() - published).toBeLessThan(1000)
  }
  stop.abort()
  await Promise.all(load)
  expect(outcomes.length).toBeGreaterThan(100)
  expect(new Set(outcomes)).toEqual(new Set([200]))
})

test('a snapshot of another bus is refused, though the same key signed it, by a gateway that was told its own', async () => {
  const { gateway } = r1.country
  await gateway.restart({ GATEWAY_INSTANCE: 'TEST' })
  const before = await versionInForce()
  const foreign = { ...next(), instance: 'TEST-SANDBOX' }
  await publish(foreign)
  await waitFor('the refusal', async () => (await refused('other-instance')) > 0)
  expect(await versionInForce()).toBe(before)
  expect((await call()).status).toBe(200)
  const own = next()
  await publish(own)
  await inForce(own.version)
  await gateway.restart()
})

test('what it takes away is gone within a second', async () => {
  const published = performance.now()
  await publish(suspended(next(), 'suspended'))
  const refusal = await waitFor('the suspension', async () => {
    const answer = await call()
    return answer.status !== 200 && answer
  })
  expect(performance.now() - published).toBeLessThan(1000)
  expect(codeOf(refusal)).toBe('agreement-suspended')
  await publish(next())
  await waitFor('the agreement', async () => (await call()).status === 200)
})

describe('refused and reported, while the last good one serves:', () => {
  const foreignKey = generateKeyPairSync('ed25519').privateKey
  const signText = (payload: string, key: KeyObject, header: object = {}) =>
    new CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'routing-snapshot+jws', ...header })
      .sign(key)
  /** The key that `testkit` gave the publisher. */
  const ownKey = async () =>
    (await import('node:crypto')).createPrivateKey(
      await readFile(`${r1.country.gateway.dir}.platform-key`, 'utf8'),
    )
  const own = async (payload: unknown, header?: object) =>
    signText(
      typeof payload === 'string' ? payload : JSON.stringify(payload),
      await ownKey(),
      header,
    )
  const { sign } = {
    sign: (snapshot: RoutingSnapshot) => r1.country.gateway.sign(snapshot),
  }
  const withFirst = (
    name: 'clients' | 'systems' | 'agreements' | 'services',
    change: object,
  ): RoutingSnapshot => {
    const snapshot = next()
    const [first, ...rest] = snapshot[name]
    return { ...snapshot, [name]: [{ ...first, ...change }, ...rest] }
  }

  test.each<[string, string, () => Promise<string>]>([
    [
      'one changed after it was signed',
      'bad-signature',
      async () => {
        const [head, payload = '', signature] = (await sign(next())).split('.')
        const text = Buffer.from(payload, 'base64url').toString().replace('"SERVICE"', '"ANYTHING"')
        return [head, Buffer.from(text).toString('base64url'), signature].join('.')
      },
    ],
    ['one by another key', 'bad-signature', () => signRoutingSnapshot(next(), foreignKey)],
    [
      'one without a signature',
      'bad-signature',
      async () => {
        const [, payload] = (await sign(next())).split('.')
        return `${Buffer.from('{"alg":"none","typ":"routing-snapshot+jws"}').toString('base64url')}.${payload}.`
      },
    ],
    ['one of another type', 'bad-signature', () => own(next(), { typ: 'JWT' })],
    ['text that is no JWS', 'bad-signature', () => Promise.resolve('<html>502 Bad Gateway</html>')],
    ['nothing', 'bad-signature', () => Promise.resolve(' ')],
    ['half of one', 'bad-signature', async () => (await sign(next())).slice(0, 5000)],
    ['signed text that is no JSON', 'bad-signature', () => own('{"format":')],
    ['a signed list', 'bad-shape', () => own([])],
    ['one with a member nobody knows', 'bad-shape', () => own({ ...next(), rules: [] })],
    [
      'one with such a member deep inside',
      'bad-shape',
      () => own(withFirst('agreements', { exceptFor: ['nobody'] })),
    ],
    [
      'one of a later format',
      'bad-shape',
      () => own({ ...next(), format: 'serikali-mtandao/routing-snapshot/v2' }),
    ],
    ['one with a member missing', 'bad-shape', () => own({ ...next(), agreements: undefined })],
    [
      'one whose client belongs to no system',
      'bad-shape',
      () => own(withFirst('clients', { system: 'nowhere' })),
    ],
    [
      'one whose system belongs to no institution',
      'bad-shape',
      () => own(withFirst('systems', { institution: 'nowhere' })),
    ],
    [
      'one whose agreement is about no service',
      'bad-shape',
      () => own(withFirst('agreements', { service: 'nothing' })),
    ],
    [
      'one with a key that is none',
      'bad-shape',
      () =>
        own(
          withFirst('clients', {
            keys: [
              {
                id: 'x',
                publicKey: 'AAAA',
                curve: 'P-256',
                notBefore: '2020-01-01T00:00:00Z',
                notAfter: '2090-01-01T00:00:00Z',
              },
            ],
          }),
        ),
    ],
    [
      'one that says P-256 of a key that is not',
      'bad-shape',
      () =>
        own(
          withFirst('clients', {
            keys: [
              {
                id: 'x',
                publicKey: generateKeyPairSync('ed25519')
                  .publicKey.export({ type: 'spki', format: 'der' })
                  .toString('base64'),
                curve: 'P-256',
                notBefore: '2020-01-01T00:00:00Z',
                notAfter: '2090-01-01T00:00:00Z',
              },
            ],
          }),
        ),
    ],
    [
      'one with two services at one address',
      'bad-shape',
      () => own(withFirst('services', { code: 'plain' })),
    ],
    [
      'one with two clients of one name',
      'bad-shape',
      () => own(withFirst('clients', { id: 'provider-client' })),
    ],
    [
      'one of two services under one code of the bus',
      'bad-shape',
      () => own(withFirst('services', { esbCode: 'PLAIN' })),
    ],
    ['an older one', 'older', async () => sign({ ...next(), version: 1 })],
    [
      'one that has expired',
      'expired',
      async () => sign(next({ expiresAt: '2026-01-02T00:00:00Z' })),
    ],
  ])('%s', async (_what, reason, make) => {
    const before = await versionInForce()
    const [count, disk] = [await refused(reason), await onDisk()]
    const said = r1.country.gateway.output().length
    const text = await make()
    r1.country.gateway.publication.publish(text, ++version)
    await waitFor('the refusal', async () => (await refused(reason)) === count + 1, {
      withinMs: 3000,
    })
    expect(r1.country.gateway.output().slice(said)).toContain(`"snapshot-refused"`)
    expect(await versionInForce()).toBe(before)
    expect(await onDisk()).toBe(disk)
    expect(await call()).toMatchObject({ status: 200 })
    expect((await fetch(`${r1.country.gateway.opsUrl}/readyz`)).status).toBe(200)
  })

  test('afterwards the next good one is taken', async () => {
    const good = next()
    await publish(good)
    await inForce(good.version)
  })
})

const onDisk = () => readFile(join(r1.country.gateway.dir, 'routing-snapshot.jws'), 'utf8')

test('one that was spoilt on its way is asked for again, though its ETag is the same', async () => {
  const good = next()
  const text = await r1.country.gateway.sign(good)
  const bad = await refused('bad-signature')
  r1.country.gateway.publication.publish(text.slice(0, -10), good.version)
  await waitFor('the refusal', async () => (await refused('bad-signature')) > bad)
  r1.country.gateway.publication.publish(text, good.version)
  await waitFor('the good one', async () => (await versionInForce()) === good.version, {
    withinMs: 8000,
  })
})

test('a file spoilt on the disk changes nothing, and the next good version mends it', async () => {
  const file = join(r1.country.gateway.dir, 'routing-snapshot.jws')
  const bad = await refused('bad-signature')
  await writeFile(file, (await onDisk()).slice(0, 3000))
  await waitFor('the refusal', async () => (await refused('bad-signature')) > bad)
  expect(await call()).toMatchObject({ status: 200 })
  const good = next()
  await publish(good)
  await inForce(good.version)
  await waitFor('the file', async () => (await onDisk()).length > 3000)
})

test('at its own expiry everything is denied, and the next good one opens again', async () => {
  const short = next({ expiresAt: new Date(Date.now() + 2500).toISOString() })
  await publish(short)
  await inForce(short.version)
  expect(await call()).toMatchObject({ status: 200 })
  const denied = await waitFor('the expiry', async () => {
    const answer = await call()
    return answer.status !== 200 && answer
  })
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(short.expiresAt))
  expect([denied.status, codeOf(denied)]).toEqual([503, 'no-routing'])
  expect(denied.headers['x-road-error']).toBe('Server.Gateway.NoRouting')
  expect(denied.headers['retry-after']).toBeDefined()
  const form = await callHttp(`${r1.country.gateway.url}/gw/govesb-uaa/oauth/token`, {
    method: 'POST',
    body: 'grant_type=client_credentials',
  })
  expect([form.status, (JSON.parse(form.text) as { error: string }).error]).toEqual([
    503,
    'temporarily_unavailable',
  ])
  const ready = await fetch(`${r1.country.gateway.opsUrl}/readyz`)
  expect([ready.status, await ready.text()]).toEqual([
    503,
    expect.stringContaining('snapshot-expired'),
  ])
  await waitFor('the evidence', async () =>
    (await fetchJournal(r1.country.gateway.opsUrl)).some(
      ({ kind, outcome, side }) =>
        kind === 'refused' && outcome === 'gateway.no-routing' && side === 'bus',
    ),
  )
  await publish(next())
  await waitFor('the routing', async () => (await call()).status === 200, { withinMs: 1500 })
})

test('after kill -9, with the platform away, the last version taken serves from the disk', async () => {
  const last = next()
  await publish(last)
  await inForce(last.version)
  await waitFor('the file', async () => (await onDisk()) === (await r1.country.gateway.sign(last)))
  await r1.country.gateway.kill()
  await r1.country.gateway.publication.pause()
  await r1.country.gateway.restart()
  expect(await versionInForce()).toBe(last.version)
  expect(await call()).toMatchObject({ status: 200 })
  await sleep(700) // polls in vain
  expect(await call()).toMatchObject({ status: 200 })
  await r1.country.gateway.publication.resume()
  const newer = next()
  await publish(newer)
  await inForce(newer.version)
})

test('without any snapshot it starts, denies, says why, and picks one up within a second', async () => {
  const { gateway } = r1.country
  await gateway.stop()
  await gateway.publication.pause()
  await rm(join(gateway.dir, 'routing-snapshot.jws'))
  const child = startChild(process.execPath, [mainFile], { env: { ...gateway.env } })
  try {
    await waitFor('it to live', async () => (await fetch(`${gateway.opsUrl}/healthz`)).ok)
    const ready = await fetch(`${gateway.opsUrl}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([
      503,
      expect.stringContaining('no-snapshot'),
    ])
    const denied = await call()
    expect([denied.status, codeOf(denied)]).toEqual([503, 'no-routing'])
    const resumed = performance.now()
    await gateway.publication.resume()
    await waitFor('it to be ready', async () => (await fetch(`${gateway.opsUrl}/readyz`)).ok)
    expect(performance.now() - resumed).toBeLessThan(1000)
    expect(await call()).toMatchObject({ status: 200 })
  } finally {
    await child.stop()
  }
})
