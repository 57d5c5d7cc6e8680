import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Act } from '@mtandao/audit/contract'
import type { FailedDelivery } from '@mtandao/contracts'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browse, person, untranslated } from '../../test/browser.ts'
import { exchangeMigrations } from '../index.ts'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { deliveriesWeb } from './web.ts'

/**
 * The pages as a browser gets them. Behind them stands what the operations port of a gateway says, from a table of this test;
 * deliveries.db.test.ts asks the real one.
 */
const people = {
  maker: person('maker', 'ict-officer'),
  taker: person('taker', 'ict-officer'),
  head: person('taker', 'head'),
  stranger: person('other', 'ict-officer'),
  suspended: { ...person('taker', 'ict-officer'), suspended: true },
  ega: person('ega', 'ega-officer'),
  auditor: person('ega', 'auditor'),
}
let db: TestDatabase
let port: Server
let app: ReturnType<typeof browse>
let legs: FailedDelivery[] = []
const acts: Act[] = []
const settled: unknown[] = []
let counted = 0

const failed = (leg: number, changes: Partial<FailedDelivery> = {}): FailedDelivery => ({
  leg,
  exchange: randomUUID(),
  kind: 'push',
  content: 'message',
  target: 'consumer',
  receiver: 'taker-system',
  consumer: 'taker-system',
  provider: 'maker-system',
  author: 'maker-system',
  service: 'notices',
  agreement: 'a1',
  purpose: 'TAARIFA',
  attempts: 30,
  code: 'gateway.provider-timeout',
  acceptedAt: '2026-06-01T08:00:00.000Z',
  failedAt: '2026-06-01T09:00:00.000Z',
  logWorker: 0,
  logIndex: 12,
  bodyBytes: 20,
  format: 'json',
  state: 'open',
  ...changes,
})

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const register = createRegister()
  const both = (text: string) => ({ sw: `${text} sw`, en: text })
  await db.database.transact((tx) =>
    register.enrol(tx, {
      institutions: Object.keys({ maker: 1, taker: 1, other: 1, ega: 1 }).map((id, at) => ({
        id,
        class: 'GOV',
        code: String(at),
        name: both(id),
        status: 'active',
      })),
      systems: ['maker', 'taker', 'other'].map((id) => ({
        id: `${id}-system`,
        institution: id,
        code: 'SYS',
        name: both(`${id} system`),
        status: 'active',
      })),
    }),
  )
  port = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [status, body] = say(request.url ?? '', Buffer.concat(chunks).toString())
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((done) => port.listen(0, '127.0.0.1', done))
  const deps: Partial<ExchangeWebDeps> = {
    database: db.database,
    register,
    gatewayOpsUrls: [`http://127.0.0.1:${(port.address() as AddressInfo).port}`],
    opsToken: 'dG9rZW4=',
    log: createLogger({ area: 'test', level: 'silent' }),
    audit: {
      record(_db, _who, act) {
        acts.push(act)
        return Promise.resolve()
      },
    },
  }
  app = browse(deliveriesWeb(deps as ExchangeWebDeps), people, () => new Date())
})
afterAll(async () => {
  port.close()
  port.closeAllConnections()
  await db.close()
})
beforeEach(() => {
  legs = [failed(1), failed(2, { code: 'gateway.address-refused' })]
  acts.length = 0
  settled.length = 0
  counted = 2
})

/** The operations port. */
function say(url: string, body: string): [number, unknown] {
  const asked = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
  const filter = ('filter' in asked ? asked['filter'] : asked) as {
    systems?: string[]
    state?: string
    code?: string
  }
  const found = legs.filter(
    ({ receiver, consumer, provider, state, code }) =>
      state === filter.state &&
      (filter.code === undefined || filter.code === code) &&
      (!filter.systems ||
        [receiver, consumer, provider].some(
          (one) => one !== null && filter.systems?.includes(one),
        )),
  )
  const [, leg, rest] = /^\/deliveries\/(\d+)(.*)$/.exec(url) ?? []
  const one = legs.find((each) => String(each.leg) === leg)
  if (leg !== undefined && !one) return [404, { code: 'gateway.delivery-unknown' }]
  if (rest === '?body=1') return [200, { text: '{"siri":"<b>"}', bytes: 300_000, cut: true }]
  if (rest === '/settle') {
    settled.push(asked)
    return [200, { changed: 1 }]
  }
  if (one) return [200, one]
  if (url === '/deliveries/list') return [200, { items: found, next: '7-1' }]
  if (url === '/deliveries/count')
    return [200, { count: found.length, until: '2026-06-01T10:00:00.000Z' }]
  if (url === '/deliveries/settle') {
    if (asked['expected'] !== counted) return [409, { code: 'gateway.count-changed' }]
    settled.push(asked)
    return [200, { changed: counted }]
  }
  const causes = [...new Set(found.map(({ code }) => code))].map((code) => ({
    code,
    target: 'consumer',
    count: found.filter((each) => each.code === code).length,
    oldest: '2026-06-01T08:00:00.000Z',
    newest: '2026-06-01T09:00:00.000Z',
  }))
  return [200, { queue: '12345678-aaaa-4aaa-8aaa-aaaaaaaaaaaa', node: 'govesb.local', causes }]
}

const at = '/deliveries/12345678-1'
const failedAt = '2026-06-01T09:00:00.000Z'

test('the stranger is led to sign in; the suspended officer and the wrong role are refused', async () => {
  for (const path of ['/deliveries', at, `${at}/body`, '/deliveries/retry']) {
    expect((await app.get(path)).location, path).toContain('/sign-in')
    expect((await app.get(path, 'suspended')).status, path).toBe(403)
  }
  expect((await app.post(`${at}/retry`, 'head', { failedAt })).status).toBe(403)
  expect((await app.post(`${at}/retry`, 'auditor', { failedAt })).status).toBe(403)
  expect((await app.get('/deliveries/retry', 'auditor')).status).toBe(403)
  expect((await app.call('GET', '/deliveries', '')).status).toBe(401)
  expect((await app.call('POST', `${at}/retry`, 'suspended', { failedAt })).status).toBe(403)
  expect(settled).toEqual([])
})

test('another institution sees an empty list and finds no delivery', async () => {
  const { status, text } = await app.get('/deliveries?lang=en', 'stranger')
  expect(status).toBe(200)
  expect(text).toContain('No delivery has failed')
  for (const path of [at, `${at}/body`]) expect((await app.get(path, 'stranger')).status).toBe(404)
  expect((await app.post(`${at}/retry`, 'stranger', { failedAt })).status).toBe(404)
  expect((await app.call('GET', at, 'stranger')).status).toBe(404)
  expect(settled).toEqual([])
})

test('the list has causes in words, links to each, and the way to all of them', async () => {
  const { text } = await app.get('/deliveries?lang=en', 'taker')
  expect(text).toContain('The receiver did not answer in time')
  expect(text).toContain('code=gateway.address-refused')
  expect(text).toContain('taker system')
  expect(text).toContain('/deliveries/retry?queue=12345678')
  expect(text).toContain('after=7-1')
  expect((await app.get('/deliveries?lang=en', 'auditor')).text).not.toContain('/deliveries/retry')
})

test('one is sent again by a button, and the reader comes back to the list', async () => {
  expect((await app.get(at, 'taker')).text).toContain(`${at}/retry`)
  const sent = await app.post(`${at}/retry`, 'taker', { failedAt })
  expect(sent).toMatchObject({ status: 303, location: '/deliveries' })
  expect(settled).toEqual([{ decision: 'retry', failedAt }])
  expect(acts).toHaveLength(1)
})

test('the body needs a reason in words, and is shown as text', async () => {
  expect((await app.get(at, 'taker')).text).not.toContain(`${at}/body`)
  expect((await app.get(`${at}/body`, 'taker')).status).toBe(403)
  expect((await app.post(`${at}/body`, 'maker', { reason: ' x ' })).status).toBe(422)
  expect(acts).toEqual([])
  const { text } = await app.post(`${at}/body`, 'maker', { reason: 'kutafuta kosa la data' })
  expect(text).toContain('{&quot;siri&quot;:&quot;&lt;b>&quot;}')
  expect(acts).toMatchObject([{ action: 'exchange.delivery-body-read' }])
})

test('letting go is asked once more, and is its author’s to do', async () => {
  expect((await app.get(`${at}/let-go`, 'taker')).status).toBe(403)
  const { text } = await app.get(`${at}/let-go?lang=qq`, 'maker')
  expect(untranslated(text)).toEqual([])
  expect(text).toContain(failedAt)
  expect(settled).toEqual([])
  expect((await app.post(`${at}/let-go`, 'maker', { failedAt })).status).toBe(303)
  expect(settled).toEqual([{ decision: 'let-go', failedAt }])
})

test('many are sent after a dry run; when the number changed the page counts anew and sends none', async () => {
  const path = '/deliveries/retry?queue=12345678'
  const { text } = await app.get(path, 'taker')
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const fields = { until: value('until'), expected: value('expected'), request: value('request') }
  expect(fields).toMatchObject({ expected: '2', until: '2026-06-01T10:00:00.000Z' })
  counted = 3
  const again = await app.post(path, 'taker', fields)
  expect(again.status).toBe(422)
  expect(again.text).not.toContain(fields.request)
  expect(settled).toEqual([])
  counted = 2
  expect(await app.post(path, 'taker', fields)).toMatchObject({ status: 303 })
  expect(settled).toMatchObject([
    { request: fields.request, expected: 2, filter: { systems: ['taker-system'], state: 'open' } },
  ])
})

test('operations say and do the same', async () => {
  const list = JSON.parse((await app.call('GET', '/deliveries', 'maker')).text) as {
    items: { id: string }[]
  }
  expect(list.items.map(({ id }) => id)).toEqual(['12345678-1', '12345678-2'])
  const count = JSON.parse(
    (await app.call('GET', '/deliveries/count?code=gateway.address-refused', 'maker')).text,
  ) as object
  expect(count).toMatchObject({ count: 1 })
  expect((await app.call('POST', `${at}/retry`, 'maker', { failedAt })).status).toBe(204)
  expect((await app.call('POST', `${at}/let-go`, 'taker', { failedAt })).status).toBe(403)
  expect((await app.call('POST', `${at}/body`, 'maker', { reason: 'kutafuta kosa' })).status).toBe(
    200,
  )
  const many = { queue: '12345678', request: randomUUID(), until: failedAt, expected: 2 }
  expect(await app.call('POST', '/deliveries/retry', 'ega', many)).toMatchObject({ status: 200 })
})

test('every word is translated', async () => {
  legs.push(
    failed(3, {
      state: 'closed',
      target: 'provider',
      kind: 'async',
      bodyBytes: 0,
      provider: null,
      author: null,
    }),
    failed(4, {
      state: 'closed',
      bodyBytes: 0,
      code: 'gateway.something-new',
      content: 'answer',
      kind: 'async',
    }),
  )
  for (const path of [
    '/deliveries?lang=qq',
    '/deliveries?lang=qq&state=closed',
    '/deliveries?lang=qq&code=gateway.address-refused&after=1-1',
    ...[1, 2, 3, 4].map((leg) => `/deliveries/12345678-${leg}?lang=qq`),
    '/deliveries/retry?lang=qq',
    '/deliveries/retry?lang=qq&code=none',
  ])
    for (const who of ['taker', 'ega']) {
      const { status, text } = await app.get(path, who)
      expect(status, path).toBe(200)
      expect(untranslated(text), path).toEqual([])
    }
  expect(untranslated((await app.get(`${at}/body?lang=qq`, 'maker')).text)).toEqual([])
  const shown = await app.post(`${at}/body?lang=qq`, 'maker', { reason: 'kutafuta kosa' })
  expect(untranslated(shown.text)).toEqual([])
})
