import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Actor } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillExchanges } from '../../../../tests/load/viewer-fill.ts'
import { acts, actorOf, suspendedOf } from '../../test/agreement-country.ts'
import { browse, untranslated } from '../../test/browser.ts'
import { exchangeMigrations } from '../index.ts'
import { viewerWeb } from './web.ts'

/** The pages as a browser gets them, without the app's shell. */
const now = new Date('2026-06-01T09:00:00Z')
const people: Readonly<Record<string, Actor>> = {
  officer: actorOf('inst-001', 'ict-officer'),
  secretary: actorOf('inst-001', 'secretary'),
  other: actorOf('inst-199', 'ict-officer', 'head'),
  suspended: suspendedOf(actorOf('inst-001', 'ict-officer')),
  auditor: actorOf('ega', 'auditor'),
  minister: actorOf('ega', 'minister-office'),
}
const receipt = {
  format: 'serikali-mtandao/receipt/v1',
  exchange: '',
  log: '',
  salt: 's',
  entries: [],
}
const asked: string[] = []
let browser: ReturnType<typeof browse>
let db: TestDatabase
let ops: Server
/** Of inst-001 as consumer: one that failed, one that went well. */
let failed: string
let well: string

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const { database } = db
  const register = createRegister()
  await database.transact((tx) =>
    register.enrol(tx, {
      institutions: ['inst-001', 'inst-199'].map((id) => ({
        id,
        class: 'GOV',
        code: id,
        name: { sw: `Taasisi ${id}`, en: `Institution ${id}` },
        status: 'active' as const,
      })),
      systems: [],
    }),
  )
  await fillExchanges(database, { rows: 4_000, now })
  const idOf = async (where: string) =>
    (
      await database.rows<{ id: string }>(
        `select id from exchange.exchange where consumer_institution = 'inst-001' and ${where} and journal = 1
         and provider_institution <> 'inst-199' order by at desc limit 1`,
      )
    )[0]?.id ?? ''
  failed = await idOf(`outcome = 'gateway.provider-timeout'`)
  well = await idOf(`outcome = 'ok'`)
  ops = createServer((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`)
    response.end(JSON.stringify({ ...receipt, exchange: failed }))
  }).listen(0, '127.0.0.1')
  await once(ops, 'listening')
  const web = viewerWeb({
    database,
    register,
    audit: { record: async (_db, _who, act) => void acts.push(act) },
    now: () => now,
    gatewayOpsUrls: [`http://127.0.0.1:${(ops.address() as AddressInfo).port}`],
    opsToken: 'siri',
    log: createLogger({ area: 'test', level: 'silent' }),
  })
  browser = browse(web, people, () => now)
})
afterAll(async () => {
  ops.close()
  await db.close()
})

const get = (path: string, who = '') => browser.get(path, who)
const press = (path: string, who = '') => browser.post(path, who, {})
/** What the operations answer with, as far as these tests look into it. */
interface Answered {
  readonly exchanges: readonly { readonly id: string }[]
  readonly legs: readonly { readonly kind: string }[]
  readonly asked: readonly number[]
  readonly connected: unknown
  readonly silent: readonly { readonly system: string }[] | null
}
async function json(path: string, who = '', method = 'GET') {
  const { status, text } = await browser.call(method, path, who)
  return { status, body: JSON.parse(text) as Answered }
}

test('a stranger is led to sign in, a suspended officer is told so, and neither sees an exchange', async () => {
  for (const [ask, path] of [
    [get, '/exchanges'],
    [get, '/exchanges/export.csv'],
    [get, `/exchanges/${well}`],
    [press, `/exchanges/${well}/receipt`],
  ] as const) {
    const stranger = await ask(path)
    expect([stranger.status, stranger.location.startsWith('/sign-in')]).toEqual([303, true])
    expect([(await ask(path, 'suspended')).status]).toEqual([403])
  }
  for (const [method, path] of [
    ['GET', '/exchanges'],
    ['GET', `/exchanges/${well}`],
    ['POST', `/exchanges/${well}/receipt`],
  ] as const) {
    expect((await json(path, '', method)).status).toBe(401)
    expect((await json(path, 'suspended', method)).status).toBe(403)
  }
})

test('the officer of another institution finds nothing there, as if it did not exist', async () => {
  for (const [ask, method, path] of [
    [get, 'GET', `/exchanges/${well}`],
    [press, 'POST', `/exchanges/${well}/receipt`],
  ] as const) {
    expect((await ask(path, 'other')).status).toBe(404)
    expect((await json(path, 'other', method)).status).toBe(404)
  }
  expect((await get('/figures?institution=inst-001', 'other')).status).toBe(404)
  expect((await get('/figures?institution=inst-001')).status).toBe(404)
  expect((await get('/figures?institution=inst-001', 'suspended')).status).toBe(404)
  const found = await json(`/exchanges?id=${well}`, 'other')
  expect(found.body.exchanges).toEqual([])
})

test('everything on the pages is said in the reader’s language', async () => {
  for (const [path, who] of [
    ['/exchanges', 'officer'],
    ['/exchanges?outcome=failed&from=2024-07-01', 'auditor'],
    ['/exchanges?service=hakuna', 'officer'],
    ['/exchanges?id=xx&from=jana', 'officer'],
    [`/exchanges/${failed}`, 'officer'],
    [`/exchanges/${well}`, 'auditor'],
    ['/figures', ''],
    ['/figures?span=365', 'auditor'],
    ['/figures?institution=inst-001', 'officer'],
  ] as const) {
    const mark = path.includes('?') ? '&' : '?'
    const { text } = await get(`${path}${mark}lang=qq`, who)
    expect(untranslated(text), path).toEqual([])
    expect(text, path).not.toMatch(/ style="/)
  }
})

test('the list shows its own, leads on, and says how far it looked', async () => {
  const { status, text } = await get('/exchanges?from=2024-07-01', 'auditor')
  expect(status).toBe(200)
  expect(text.match(/href="\/exchanges\/[0-9a-f-]{36}"/g)).toHaveLength(50)
  const next = /href="([^"]*cursor=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await get(next, 'auditor')
  expect(second.text).toContain('Mwanzo wa orodha')
  expect((await get('/exchanges', 'officer')).text).toContain('siku 7 zilizopita')
  expect((await get('/exchanges?cursor=zamani', 'officer')).status).toBe(200)
})

test('a filter that is wrong comes back with its words and what is wrong with them', async () => {
  const wrong = await get('/exchanges?id=xyz&service=a', 'officer')
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="xyz"')
  expect(wrong.text).toContain('href="#f-id"')
  const reversed = await get('/exchanges?from=2026-05-02&to=2026-05-01', 'officer')
  expect(reversed.text).toContain('Siku ya kuanzia iko baada ya siku ya mwisho')
  expect((await get('/exchanges?from=2026-05-02&to=2026-05-01', 'officer')).status).toBe(422)
})

test('one exchange says who failed and why, and what this side does next', async () => {
  const { text } = await get(`/exchanges/${failed}`, 'officer')
  expect(text).toContain('Mtoa taarifa hakujibu kwa wakati')
  expect(text).toContain('muulize mtoa taarifa kabla ya kutuma tena')
  expect(text).toContain('gateway.provider-timeout')
  expect(text).toContain('<ol class="legs">')
  expect(text).toContain('/receipt"')
  const story = await json(`/exchanges/${failed}`, 'officer')
  expect(story.body.legs.map(({ kind }) => kind)).toEqual([
    'asked',
    'recorded',
    'forwarded',
    'failure-recorded',
  ])
})

test('the receipt goes to those who answer for the exchange, and is put on record', async () => {
  acts.length = 0
  const taken = await press(`/exchanges/${failed}/receipt`, 'officer')
  expect(taken.headers.get('content-disposition')).toBe(
    `attachment; filename="muamala-${failed}.receipt.json"`,
  )
  expect(JSON.parse(taken.text)).toMatchObject({ exchange: failed })
  expect(asked.at(-1)).toBe(`Bearer siri /receipts/${failed}?institution=inst-001`)
  expect(acts).toMatchObject([{ action: 'exchange.receipt-taken', subject: { id: failed } }])
  expect((await press(`/exchanges/${failed}/receipt`, 'auditor')).status).toBe(200)
  expect(asked.at(-1)).toBe(`Bearer siri /receipts/${failed}`)
  for (const who of ['secretary', 'minister']) {
    expect((await press(`/exchanges/${failed}/receipt`, who)).status).toBe(403)
    expect((await get(`/exchanges/${failed}`, who)).text).not.toContain('/receipt"')
  }
})

test('the file holds what was filtered and no formula', async () => {
  await db.database.rows(
    `update exchange.exchange set purpose = '=HYPERLINK("http://x")' where id = $1`,
    [well],
  )
  const { text, headers } = await get(
    '/exchanges/export.csv?from=2024-07-01&service=service-001',
    'auditor',
  )
  expect(headers.get('content-type')).toContain('text/csv')
  const lines = text.split('\r\n').filter((line) => line !== '')
  expect(lines[0]?.startsWith('id,at,')).toBe(true)
  const [counted] = await db.database.rows<{ count: number }>(
    `select count(*) as count from exchange.exchange where service = 'service-001' and at >= '2024-06-30T21:00:00Z'`,
  )
  expect(lines.length - 1).toBe(counted?.count)
  const one = await get(`/exchanges/export.csv?id=${well}`, 'officer')
  expect(one.text).toContain(`"'=HYPERLINK(""http://x"")"`)
})

test('the public figures count nothing that is an institution’s own, and say where published ones come from', async () => {
  await db.database.rows(
    `insert into exchange.party_day values ('', 'all', '2026-05-30', 'none', 48000), ('', 'all', '2026-05-30', 'bus', 7),
       ('inst-001', 'consumer', '2026-05-30', 'none', 5)`,
  )
  const { text, status } = await get('/figures')
  expect(status).toBe(200)
  expect(text).toContain('48,007')
  for (const figure of ['109', '117', '175', '185', '223']) expect(text).toContain(figure)
  expect(text).toContain('tanzanialeo.co.tz')
  expect(text).not.toContain('Mifumo iliyo kimya')
  const own = await json('/figures?institution=inst-001', 'officer')
  expect(own.body.asked.reduce((sum, one) => sum + one, 0)).toBe(5)
  expect(own.body.connected).toBeNull()
})

test('a system that has a client and is not seen is silent, for its own institution and for the country', async () => {
  await db.database.rows(
    `insert into exchange.client (id, system, status, generation, secret_hashes, certificates, nida_user_ids, institution)
     values ('kimya', 'inst-199.kimya', 'active', 0, '{}', '{}', '{}', 'inst-199')`,
  )
  const silent = async (who: string, query: string) =>
    (await json(`/figures${query}`, who)).body.silent
  expect(await silent('other', '?institution=inst-199')).toMatchObject([
    { system: 'inst-199.kimya' },
  ])
  expect(await silent('officer', '?institution=inst-001')).toEqual([])
  expect((await silent('auditor', ''))?.length).toBe(1)
  expect(await silent('officer', '')).toBeNull()
})
