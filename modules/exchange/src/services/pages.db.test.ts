import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Actor } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { joinWebs } from '@mtandao/http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browse, person, untranslated } from '../../test/browser.ts'
import { catalogueWeb } from '../catalogue/web.ts'
import { exchangeMigrations } from '../index.ts'
import { networksWeb } from '../networks/web.ts'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { servicesWeb } from './web.ts'

let db: TestDatabase
let web: ReturnType<typeof browse>
const now = new Date('2026-03-02T09:00:00Z')

const officer = person('nida', 'ict-officer')
const people: Readonly<Record<string, Actor>> = {
  officer,
  head: person('nida', 'head'),
  dpo: person('nida', 'data-protection-officer'),
  other: person('heslb', 'ict-officer'),
  auditor: person('ega', 'auditor'),
  ega: person('ega', 'ega-officer'),
  suspended: { ...officer, suspended: true },
}

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const register = createRegister()
  const both = (text: string) => ({ sw: text, en: text })
  await register.enrol(db.database, {
    institutions: ['nida', 'heslb', 'ega'].map((id) => ({
      id,
      class: 'GOV',
      code: id.toUpperCase(),
      name: both(id),
      status: 'active' as const,
    })),
    systems: [
      { id: 'nida.ids', institution: 'nida', code: 'ids', name: both('Mfumo'), status: 'active' },
    ],
  })
  const deps: ExchangeWebDeps = {
    database: db.database,
    register,
    identity: { personNames: () => Promise.resolve(new Map()), holders: () => Promise.resolve([]) },
    audit: { record: () => Promise.resolve() },
    now: () => now,
    signingKey: generateKeyPairSync('ed25519').privateKey,
    sealingKey: randomBytes(32),
    gatewayUrl: 'http://bus',
    sandboxUrl: 'http://sandbox',
    allowedNetworks: ['127.0.0.0/8'],
    gatewayOpsUrls: [],
    log: createLogger({ area: 'test', level: 'silent' }),
  }
  web = browse(joinWebs(servicesWeb(deps), catalogueWeb(deps), networksWeb(deps)), people, deps.now)
})
afterAll(() => db.close())

const fields = {
  system: 'nida.ids',
  segment: 'mtu',
  kind: 'pull',
  mode: 'sync',
  format: 'json',
  nameSw: 'Mtu',
  nameEn: 'Person',
  summarySw: 'Nani ni nani',
  summaryEn: 'Who is who',
  audience: 'public',
  personal: 'yes',
  contact: 'msaada@nida.go.tz',
}
const endpoint = {
  url: 'http://127.0.0.1:9000/mtu',
  security: 'bearer',
  secret: 'siri-kuu',
  timeoutMs: '5000',
  concurrency: '10',
  answerBytesMax: '65536',
  perMinute: '60',
  perDay: '1000',
}
const document = (members: readonly string[]) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Mtu <script>', version: '1' },
    paths: {
      '/': {
        post: {
          summary: '<b>Tafuta</b>',
          requestBody: { content: { 'application/json': { example: { nin: '1' } } } },
          responses: {
            200: {
              description: 'Sawa',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: Object.fromEntries(
                      members.map((name) => [name, { type: 'string' }]),
                    ),
                  },
                },
              },
            },
          },
        },
      },
      '/watu/{nin}': {
        get: {
          parameters: [{ name: 'nin', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: 'Sawa' } },
        },
      },
    },
  })
const id = 'nida.ids.mtu'
const at = `/services/${id}`

test('the whole path by the pages: add, address, document, look, publish, try, new version, suspend', async () => {
  expect((await web.get('/services', 'officer')).text).toContain('/services/new')
  const wrong = await web.post('/services/new', 'officer', {
    ...fields,
    segment: 'Si Sahihi',
    nameEn: '',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('value="Si Sahihi"')
  const made = await web.post('/services/new', 'officer', fields)
  expect(made.location).toBe(at)

  const metadata = { ...endpoint, url: 'http://169.254.169.254/latest' }
  const refused = await web.post(`${at}/endpoint`, 'officer', metadata)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('169.254.169.254')
  expect(refused.text).not.toContain('siri-kuu')
  expect((await web.post(`${at}/endpoint`, 'officer', endpoint)).location).toBe(at)
  expect((await web.get(`${at}/endpoint`, 'officer')).text).not.toContain('siri-kuu')

  const faulty = await web.post(`${at}/versions/new`, 'officer', {
    kind: 'openapi',
    document: '{"openapi":"3.1.0",\n"info":{}}',
  })
  expect(faulty.status).toBe(422)
  expect(faulty.text).toContain('Mstari wa 2')
  const empty = await web.post(`${at}/versions/new`, 'officer', { kind: 'openapi' })
  expect(empty.text).toContain('#f-file')
  const binary = new File([new Uint8Array([0xff, 0xfe, 0])], 'x.json')
  expect(
    (await web.post(`${at}/versions/new`, 'officer', { kind: 'openapi', file: binary })).status,
  ).toBe(422)
  const file = new File([document(['nin', 'jina'])], 'mtu.json')
  const drafted = await web.post(`${at}/versions/new`, 'officer', { kind: 'openapi', file })
  expect(drafted.location).toBe(`${at}/versions/draft`)

  expect((await web.post(`${at}/versions/draft`, 'officer', await confirmation())).location).toBe(
    at,
  )
  expect((await web.get(`/catalogue/${id}`)).text).toMatch(/SRVC\d{4}/)

  const tried = await web.post(`/catalogue/${id}/try`, '', { body: '{"nin":"7"}' })
  expect(tried.text).toContain('&quot;nin&quot;: &quot;7&quot;')
  expect((await web.post(`/catalogue/${id}/try`, '', { body: '{' })).text).toContain('400')
  expect((await web.post(`/catalogue/${id}/try`, '', { path: 'wapi' })).status).toBe(422)

  await web.post(`${at}/versions/new`, 'officer', { kind: 'openapi', document: document(['nin']) })
  expect((await web.get(`${at}/versions/draft`, 'officer')).text).toContain('«jina»')
  const unconfirmed = await web.post(`${at}/versions/draft`, 'officer', await confirmation())
  expect(unconfirmed.status).toBe(422)
  expect(unconfirmed.text).toContain('#f-breaks')
  const confirmed = { ...(await confirmation()), breaks: 'yes', endsOn: '2026-06-30' }
  expect((await web.post(`${at}/versions/draft`, 'officer', confirmed)).location).toBe(at)
  expect((await web.get(`/catalogue/${id}?version=1`)).text).toContain('v1')

  expect(
    (await web.post(`${at}/suspend`, 'head', { reasonSw: 'Matengenezo', reasonEn: 'Repairs' }))
      .location,
  ).toBe(at)
  expect((await web.get(`/catalogue/${id}?lang=en`)).text).toContain('Repairs')
  expect((await web.post(`${at}/resume`, 'officer', {})).location).toBe(at)
})

async function confirmation(): Promise<{ fingerprint: string }> {
  const { text } = await web.get(`${at}/versions/draft`, 'officer')
  return { fingerprint: /name="fingerprint" value="([^"]*)"/.exec(text)?.[1] ?? '' }
}

test('what a provider wrote into its document is text on every page', async () => {
  const { text } = await web.get(`/catalogue/${id}`)
  expect(text).toContain('&lt;b>Tafuta')
  expect(text).not.toContain('<b>Tafuta')
})

const pages = [
  ['/catalogue', ''],
  ['/catalogue?search=hakuna', ''],
  [`/catalogue/${id}`, ''],
  [`/catalogue/${id}?version=1`, 'other'],
  [`/catalogue/${id}/code`, ''],
  [`/catalogue/${id}/code?language=java`, ''],
  [`/catalogue/${id}/try`, ''],
  ['/services', 'officer'],
  ['/services', 'other'],
  ['/services/new', 'officer'],
  ['/services/new', 'other'],
  [at, 'officer'],
  [at, 'dpo'],
  [`${at}/edit`, 'officer'],
  [`${at}/endpoint`, 'officer'],
  [`${at}/versions/new`, 'officer'],
  [`${at}/versions/draft`, 'officer'],
  [`${at}/versions/2/end`, 'officer'],
  [`${at}/suspend`, 'officer'],
  ['/admin/networks', 'ega'],
  ['/admin/networks', 'auditor'],
] as const

test.each(pages)('%s is said in both languages and has a title (%s)', async (path, who) => {
  await web.post(`${at}/versions/new`, 'officer', {
    kind: 'openapi',
    document: document(['nin', 'kabila']),
  })
  const asked = path.includes('?') ? `${path}&lang=qq` : `${path}?lang=qq`
  const { status, text } = await web.get(asked, who)
  expect(status).toBe(200)
  expect(untranslated(text)).toEqual([])
  expect(text).toMatch(/<title>⟦.+<\/title>/)
  expect(text.match(/<h1/g)).toHaveLength(1)
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, one]) => one)
  expect(new Set(ids).size).toBe(ids.length)
})

const own = [
  '/services/new',
  `${at}/edit`,
  `${at}/endpoint`,
  `${at}/versions/new`,
  `${at}/versions/draft`,
  `${at}/suspend`,
]

test('strangers are led to sign in, the suspended stop, and to the other institution there is nothing', async () => {
  for (const path of ['/services', at, ...own, '/admin/networks']) {
    expect((await web.get(path)).location, path).toContain('/sign-in')
    expect((await web.get(path, 'suspended')).status, path).toBe(403)
  }
  for (const path of [at, ...own.slice(1)])
    expect((await web.get(path, 'other')).status, path).toBe(404)
  for (const path of own.slice(1)) {
    expect((await web.get(path, 'dpo')).status, path).toBe(403)
    expect((await web.post(path, '', {})).location, path).toContain('/sign-in')
    expect((await web.post(path, 'suspended', {})).status, path).toBe(403)
  }
  for (const path of [`${at}/resume`, `${at}/versions/1/retire`]) {
    expect((await web.post(path, 'other', {})).status, path).toBe(404)
    expect((await web.post(path, '', {})).location, path).toContain('/sign-in')
  }
  expect((await web.get('/admin/networks', 'officer')).status).toBe(403)
  expect(
    (await web.post('/admin/networks', 'auditor', { network: '10.0.0.0/8', reason: 'x' })).status,
  ).toBe(403)
})

test('everything a page does has an operation, with the same rules', async () => {
  const json = (seen: { text: string }): unknown => JSON.parse(seen.text)
  const body = {
    system: 'nida.ids',
    code: 'kwa-api',
    kind: 'pull',
    name: { sw: 'Kwa API', en: 'By API' },
    summary: { sw: 'S', en: 'E' },
    audience: 'institutions',
    personalData: false,
    contact: 'c',
  }
  const made = await web.call('POST', '/services', 'officer', body)
  expect(made.status).toBe(201)
  const one = '/services/nida.ids.kwa-api'
  const given = { ...endpoint, timeoutMs: 5_000 }
  expect(
    (await web.call('PUT', `${one}/endpoint`, 'officer', { ...given, url: 'http://10.0.0.1/' }))
      .status,
  ).toBe(422)
  expect((await web.call('PUT', `${one}/endpoint`, 'officer', given)).status).toBe(204)
  const bad = await web.call('PUT', `${one}/draft`, 'officer', {
    document: { kind: 'openapi', text: '{}' },
  })
  expect(json(bad)).toMatchObject({
    code: 'services.document-refused',
    documentFaults: [{ pointer: '' }],
  })
  const example = { kind: 'example', request: '{"a":1}', answer: '{"b":2}' }
  expect((await web.call('PUT', `${one}/draft`, 'officer', { document: example })).status).toBe(200)
  const weighed = json(await web.call('GET', `${one}/draft`, 'officer')) as { fingerprint: string }
  const published = await web.call('POST', `${one}/draft/publish`, 'officer', {
    fingerprint: weighed.fingerprint,
  })
  expect(json(published)).toMatchObject({
    number: 1,
    esbCode: expect.stringMatching(/^SRVC/) as string,
  })
  const seen = json(await web.call('GET', one, 'officer'))
  expect(seen).toMatchObject({
    endpoint: { url: endpoint.url, security: 'bearer' },
    versions: [{ status: 'published' }],
  })
  expect(JSON.stringify(seen)).not.toMatch(/sealed|siri-kuu/)
  expect((await web.call('GET', '/services?limit=1', 'officer')).status).toBe(200)
  expect(
    (
      await web.call('PUT', one, 'officer', {
        ...body,
        system: undefined,
        code: undefined,
        kind: undefined,
      })
    ).status,
  ).toBe(204)
  const end = { endsOn: '2026-03-02' }
  expect((await web.call('POST', `${one}/versions/1/deprecate`, 'officer', end)).status).toBe(204)
  expect(
    (await web.call('POST', `${one}/suspend`, 'officer', { reason: { sw: 'x', en: 'x' } })).status,
  ).toBe(204)
  expect((await web.call('POST', `${one}/resume`, 'officer', {})).status).toBe(204)
  expect((await web.call('POST', `${one}/versions/1/retire`, 'officer', {})).status).toBe(204)
  for (const [method, path] of [
    ['GET', one],
    ['GET', `${one}/draft`],
    ['POST', `${one}/resume`],
  ] as const) {
    expect((await web.call(method, path, 'other', method === 'GET' ? undefined : {})).status).toBe(
      404,
    )
    expect((await web.call(method, path, '', method === 'GET' ? undefined : {})).status).toBe(401)
    expect(
      (await web.call(method, path, 'suspended', method === 'GET' ? undefined : {})).status,
    ).toBe(403)
  }
})

test('the catalogue, the simulator and the networks by their operations', async () => {
  const json = (seen: { text: string }): unknown => JSON.parse(seen.text)
  expect(json(await web.call('GET', '/catalogue?search=mtu&personalData=true', ''))).toMatchObject({
    items: [{ service: { id }, institutionName: { sw: 'nida' } }],
    next: null,
  })
  expect(json(await web.call('GET', `/catalogue/${id}`, ''))).toMatchObject({
    version: 2,
    document: { operations: [{ id: 'POST /' }, { id: 'GET /watu/{nin}' }] },
  })
  expect(
    json(await web.call('POST', `/catalogue/${id}/try`, '', { body: '{"nin":"5"}' })),
  ).toMatchObject({
    simulated: true,
    status: 200,
  })
  expect((await web.call('GET', '/catalogue/haipo', '')).status).toBe(404)
  const allowed = await web.call('POST', '/networks', 'ega', {
    network: '10.9.0.0/16',
    reason: 'Kituo',
  })
  expect(allowed.status).toBe(201)
  const { id: network } = json(allowed) as { id: number }
  expect(
    (await web.call('POST', '/networks', 'ega', { network: '10.9.0.0/16', reason: 'Kituo' }))
      .status,
  ).toBe(409)
  expect((await web.call('POST', `/networks/${network}/close`, 'officer', {})).status).toBe(403)
  expect((await web.call('POST', `/networks/${network}/close`, 'ega', {})).status).toBe(204)
  expect((await web.call('POST', `/networks/${network}/close`, 'ega', {})).status).toBe(404)
  expect(json(await web.call('GET', '/networks', 'auditor'))).toMatchObject({
    items: [{ network: '10.9.0.0/16' }],
  })
})

test('code samples hold the real code of the service, in every language', async () => {
  for (const language of ['curl', 'javascript', 'java', 'python', 'php', 'csharp']) {
    const { text } = await web.get(`/catalogue/${id}/code?language=${language}`)
    expect(text, language).toMatch(/SRVC\d{4}/)
    expect(text, language).toContain('http://sandbox')
  }
})
