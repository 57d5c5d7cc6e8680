import { spawn, type ChildProcess } from 'node:child_process'
import { createPublicKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { verifyRoutingSnapshot } from '@mtandao/contracts'
import type { Exchange } from '@mtandao/exchange/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import type { Message } from '@mtandao/ui'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from './app.ts'
import { messages } from './messages.ts'
import { ownWeb } from './own-web.ts'

let db: TestDatabase
let data: string
let base: string
let child: ChildProcess
let log = ''
let wire: Awaited<ReturnType<typeof startWire>>
const id = '01930000-0000-7000-8000-000000000001'

beforeAll(async () => {
  db = await testDatabase()
  data = mkdtempSync(join(tmpdir(), 'platform-'))
  writeFileSync(join(data, 'sealing.key'), randomBytes(32).toString('base64'))
  writeFileSync(join(data, 'enrolment.json'), JSON.stringify(enrolment('Taasisi ya kwanza')))
  wire = await startWire(db.url)
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PLATFORM_PORT: String(port),
      DATABASE_URL: wire.url,
      PLATFORM_DATA_DIR: join(data, 'keys'),
      SEALING_KEY_FILE: join(data, 'sealing.key'),
      GATEWAY_OPS_URL: 'http://127.0.0.1:1',
      GATEWAY_URL: 'http://lango.example:8090',
      ENROLMENT_FILE: join(data, 'enrolment.json'),
      PLATFORM_DEMO: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (log += String(chunk)))
  const started = { timeout: 60_000, interval: 100 }
  await vi.waitFor(() => expect(log).toContain('"event":"enrolment-imported"'), started)
  await vi.waitFor(async () => expect((await fetch(`${base}/readyz`)).status).toBe(200), started)
  await db.database.rows(
    `insert into exchange.exchange (id, at, door, consumer_institution, consumer_system, provider_institution,
       provider_system, service, outcome, side, latency_ms, status, request_index, response_index, request_bytes,
       response_bytes, delivered, undelivered)
     values ($1, now(), 'govesb', 'mmoja', 'mmoja-m', 'wawili', 'wawili-m', 'huduma', 'gateway.provider-timeout',
       'provider', 12.5, 504, 4, 5, 100, 200, 1, 2)`,
    [id],
  )
})

afterAll(async () => {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
  wire.close()
  await db.close()
  rmSync(data, { recursive: true, force: true })
})

function enrolment(name: string) {
  const institution = (key: string, code: string) => ({
    id: key,
    class: 'GOV',
    code,
    name: { sw: `${name} ${key}`, en: `English ${key}` },
    status: 'active',
  })
  return {
    instance: 'TZ',
    institutions: [institution('mmoja', '1'), institution('wawili', '2')],
    systems: [],
    clients: [],
    services: [],
    agreements: [],
  }
}

const broken = () => Promise.reject(new Error('siri ya ndani'))

async function page(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, { headers, redirect: 'manual' })
  return { response, text: await response.text() }
}

test('the snapshot is signed by the key that the platform hands out, and is not sent twice', async () => {
  const spki = Buffer.from(readFileSync(join(data, 'keys/snapshot.spki'), 'utf8'), 'base64')
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const read = async () => {
    const first = await fetch(`${base}/internal/routing-snapshot`)
    return { first, snapshot: await verifyRoutingSnapshot(await first.text(), key) }
  }
  await expect
    .poll(async () => (await read()).snapshot.institutions.map((one) => one.id))
    .toEqual(expect.arrayContaining(['mmoja', 'wawili']))
  const { first, snapshot } = await read()
  expect(first.headers.get('etag')).toBe(`"${snapshot.version}"`)
  const again = await page('/internal/routing-snapshot', {
    'if-none-match': first.headers.get('etag') ?? '',
  })
  expect(again.response.status).toBe(304)
  expect(again.text).toBe('')
  expect(statSync(join(data, 'keys/snapshot.pkcs8')).mode & 0o777).toBe(0o600)
})

test('an enrolment file that changes is taken, and a faulty one is reported and changes nothing', async () => {
  writeFileSync(join(data, 'enrolment.json'), JSON.stringify({ ...enrolment('x'), systems: [{}] }))
  await expect.poll(() => log, { timeout: 5_000 }).toContain('"event":"enrolment-refused"')
  expect(log).toContain('systems.0.id')
  writeFileSync(join(data, 'enrolment.json'), JSON.stringify(enrolment('Taasisi mpya')))
  await expect
    .poll(async () => (await page('/')).text, { timeout: 8_000 })
    .toContain('Taasisi mpya mmoja')
})

test('Swahili first, English by one click, and remembered', async () => {
  const sw = await page('/')
  expect(sw.text).toContain('<html lang="sw">')
  const en = await page('/?lang=en')
  expect(en.text).toContain('<html lang="en">')
  expect(en.text).toContain('English mmoja')
  const cookie = en.response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^lang=en; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  const later = await page('/hakuna', { cookie: 'lang=en' })
  expect(later.text).toContain('<html lang="en">')
})

test('no address makes a link of ours lead to another host', async () => {
  for (const path of ['//pabaya.example/x', '/%5Cpabaya.example/x', '/\\\\pabaya.example']) {
    expect((await page(path)).text).not.toMatch(/(href|action|src)="[^"?#]*pabaya/)
  }
})

test('no page holds a string of the other language, or a key instead of a string', async () => {
  for (const path of ['/', '/sign-in', '/catalogue', '/hakuna']) {
    const texts = {
      sw: (await page(`${path}?lang=sw`)).text,
      en: (await page(`${path}?lang=en`)).text,
    }
    for (const [key, { sw, en }] of Object.entries<Message>(messages)) {
      expect(texts.sw, path).not.toContain(`>${key}<`)
      if (typeof sw !== 'string' || typeof en !== 'string' || sw === en) continue
      expect(texts.en, `${path} ${key}`).not.toContain(`>${sw}<`)
      expect(texts.sw, `${path} ${key}`).not.toContain(`>${en}<`)
    }
    expect(texts.sw).not.toMatch(/\{\w+\}<|undefined|NaN|\[object/)
  }
})

test('an exchange is for its parties: a stranger is led to sign in and back', async () => {
  const { response } = await page(`/exchanges/${id}`)
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    `/sign-in?then=${encodeURIComponent(`/exchanges/${id}`)}`,
  ])
  expect((await page('/')).text).not.toContain(id)
})

test.each(['/hakuna', '/catalogue/hakuna', '/institutions/hakuna'])(
  '%s is a 404 page in words',
  async (path) => {
    const { response, text } = await page(path)
    expect(response.status).toBe(404)
    expect(text).toContain(messages['error.404.text'].sw)
  },
)

test('every page forbids inline code and has none', async () => {
  for (const path of ['/', '/sign-in', '/catalogue', '/hakuna']) {
    const { response, text } = await page(path)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain(`default-src 'none'`)
    expect(policy).not.toContain('unsafe')
    expect(text).not.toMatch(/ style=| on\w+=|<style|<script(?! src="\/assets\/)|javascript:/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
})

test('a first visit is light, and what does not change is kept for ever', async () => {
  const { text } = await page('/')
  const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )
  expect(assets).toHaveLength(3)
  let bytes = gzipSync(text).length
  for (const path of assets) {
    const asset = await page(path)
    expect(asset.response.headers.get('cache-control')).toContain('immutable')
    bytes += gzipSync(asset.text).length
  }
  expect(bytes).toBeLessThan(30_000)
})

test('a method that a page does not have is refused, and so are heads without end', async () => {
  const posted = await fetch(base, { method: 'POST' })
  expect(posted.status).toBe(405)
  expect(posted.headers.get('allow')).toBe('GET, HEAD')
  const long = await fetch(`${base}/?${'q'.repeat(40_000)}`)
  expect(long.status).toBe(431)
})

test('the live part is sent as it changes', async () => {
  const over = new AbortController()
  const response = await fetch(`${base}/live?lang=en`, { signal: over.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? ''
  over.abort()
  expect(text).toContain('event: part')
  expect(text).toContain('Newest exchanges')
})

test('the simulator answers this machine, and greets', async () => {
  const answer = await fetch(`${base}/internal/simulator/ega.salamu`, {
    method: 'POST',
    body: '{"salamu":"Habari za asubuhi"}',
  })
  expect(await answer.json()).toMatchObject({ salamu: 'Habari za asubuhi' })
  expect((await fetch(`${base}/internal/simulator/hakuna`, { method: 'POST' })).status).toBe(404)
})

function brokenApp(trustedProxies: number, lines: string[] = []) {
  return createApp({
    exchange: { currentSnapshot: () => undefined } as unknown as Exchange,
    web: ownWeb({
      front: { live: broken },
      desk: { waitingFor: broken },
      gatewayUrl: 'http://x',
      operations: [],
      publicUrl: 'http://x',
      demoMail: undefined,
    }),
    front: { live: broken },
    actorOf: () => Promise.resolve(undefined),
    keptForms: { keep: broken, take: broken },
    authHandler: broken,
    auditTile: broken,
    database: db.database,
    demo: false,
    publicUrl: 'http://x',
    trustedProxies,
    pseudoLanguage: false,
    log: createLogger({ area: 'test', write: (line) => lines.push(line) }),
  })
}

test('what came by the proxy for people reaches nothing internal', async () => {
  const ask = async (app: ReturnType<typeof brokenApp>, path: string) =>
    (await app.request(path, { headers: { 'x-forwarded-for': '198.51.100.7' } })).status
  for (const path of ['/internal/routing-snapshot', '/internal/routing-snapshot/sandbox']) {
    expect((await brokenApp(1).request(path)).status).toBe(503)
    expect(await ask(brokenApp(0), path)).toBe(503)
    expect(await ask(brokenApp(1), path)).not.toBe(503)
  }
})

test('a defect is answered with an incident number and nothing else', async () => {
  const lines: string[] = []
  const app = brokenApp(0, lines)
  const response = await app.request('/')
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).not.toContain('siri')
  const { incident } = JSON.parse(lines[0] ?? '{}') as { incident: string }
  expect(text).toContain(incident)
  expect(response.headers.get('content-security-policy')).toBeTruthy()
})

test('with the database away pages say so, the snapshot is still served, and all returns by itself', async () => {
  const signedIn = await fetch(`${base}/demo/sign-in`, {
    method: 'POST',
    headers: { origin: base },
    body: new URLSearchParams({ account: 'demo-ega' }),
    redirect: 'manual',
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await page('/desk', { cookie })).response.status).toBe(200)
  wire.cut()
  await expect.poll(async () => (await page('/')).response.status, { timeout: 10_000 }).toBe(503)
  const { text } = await page('/')
  expect(text).toContain(messages['error.503.text'].sw)
  expect((await page('/desk', { cookie })).response.status).toBe(503)
  expect((await page('/internal/routing-snapshot')).response.status).toBe(200)
  expect((await page('/healthz')).response.status).toBe(200)
  expect((await page('/readyz')).response.status).toBe(503)
  await wire.mend()
  await expect.poll(async () => (await page('/')).response.status, { timeout: 10_000 }).toBe(200)
  expect((await page('/readyz')).response.status).toBe(200)
})

test('on SIGTERM it stops cleanly, and has written nothing but structured logs', async () => {
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event')
})

/** A connection to the database that can be cut. */
async function startWire(target: string) {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const here = (server.address() as AddressInfo).port
  const url = new URL(target)
  url.host = `127.0.0.1:${here}`
  const cut = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  const mend = async () => {
    server.listen(here, '127.0.0.1')
    await once(server, 'listening')
  }
  return { url: url.href, cut, mend, close: cut }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
