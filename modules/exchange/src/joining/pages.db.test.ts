import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Actor } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { generateKeyPair } from '@mtandao/seal'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { agreementDeps, enrolCountry, suspendedOf } from '../../test/agreement-country.ts'
import { browse, person, untranslated } from '../../test/browser.ts'
import { exchangeMigrations } from '../index.ts'
import { joiningWeb } from './web.ts'

const people: Readonly<Record<string, Actor>> = {
  officer: person('heslb', 'ict-officer'),
  head: person('heslb', 'head'),
  other: person('nida', 'ict-officer', 'head'),
  suspended: suspendedOf(person('heslb', 'ict-officer')),
  ega: person('ega', 'ega-officer'),
  auditor: person('ega', 'auditor'),
}
let db: TestDatabase
let site: ReturnType<typeof browse>
let ops: Server
const busKey = generateKeyPair('P-256').publicKey

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const country = agreementDeps(db.database, createRegister(), () => new Date())
  await enrolCountry(country)
  ops = createServer((request, response) => {
    if (request.url !== '/keys') return void response.writeHead(404).end()
    return void response.end(
      JSON.stringify({ 'P-256': busKey, secp256k1: generateKeyPair('secp256k1').publicKey }),
    )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => ops.once('listening', resolve))
  const web = joiningWeb({
    ...country,
    sealingKey: new Uint8Array(32),
    gatewayUrl: 'http://bus',
    sandboxUrl: 'http://majaribio.example:8095',
    gatewayOpsUrls: [],
    sandboxOpsUrls: [`http://127.0.0.1:${(ops.address() as AddressInfo).port}`],
    allowedNetworks: ['127.0.0.0/8'],
    log: createLogger({ area: 'test', level: 'silent' }),
  })
  site = browse(web, people, country.now)
})
afterAll(async () => {
  ops.close()
  await db.close()
})
beforeEach(async () => {
  await db.database.rows('truncate exchange.client, exchange.exchange cascade')
})

const newKey = () => generateKeyPair('P-256').publicKey
const path = '/systems/heslb-sys/join'

async function made() {
  const publicKey = newKey()
  const page = await site.post(
    `${path}/client?${new URLSearchParams({ key: publicKey })}`,
    'officer',
    { label: 'Seva ya majaribio' },
  )
  const id = /heslb|sys-jaribio-\w{6}/.exec(page.text.replaceAll('heslb', ''))?.[0] ?? ''
  return { page, id, publicKey }
}

async function called(client: string, outcome: string) {
  await db.database.rows(
    `insert into exchange.exchange (id, at, door, consumer_institution, consumer_system, consumer_client, outcome, sandbox)
     values (gen_random_uuid(), now(), 'govesb', 'heslb', 'heslb-sys', $1, $2, true)`,
    [client, outcome],
  )
}

test('the whole path: key, fingerprint, client, first call, production, approval, secret', async () => {
  expect((await site.get('/join', 'officer')).text).toContain(path)
  expect((await site.get(path, 'officer')).text).toContain('aria-current="step"')
  const publicKey = newKey()
  const pem = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----\n`
  const after = await site.post(`${path}/key`, 'officer', { publicKey: pem })
  expect(after.location).toBe(`${path}/client?${new URLSearchParams({ key: publicKey })}`)
  expect((await site.get(after.location, 'officer')).text).toContain('Alama ya ufunguo')
  const ready = await site.post(after.location, 'officer', { label: '' })
  expect(ready.status).toBe(200)
  expect(ready.text).toContain(busKey)
  expect(ready.text).toContain('http://majaribio.example:8095/engine/esb')
  const id = /sys-jaribio-\w{6}/.exec(ready.text)?.[0] ?? ''
  const script = await site.get(`/clients/${id}/salamu.mjs`, 'officer')
  expect(script.headers.get('content-disposition')).toContain('salamu.mjs')
  expect(script.text).toContain(`clientId: "${id}"`)

  expect((await site.get(path, 'officer')).text).toContain('Hakuna ujumbe uliofanikiwa')
  await called(id, 'gateway.signature-wrong')
  expect((await site.get(path, 'officer')).text).toContain('gateway.signature-wrong')
  await called(id, 'ok')
  expect((await site.get(path, 'officer')).text).toContain('Ujumbe wa kwanza umefika!')

  const asked = await site.post(`${path}/production`, 'officer', {
    purpose: 'Kuthibitisha waombaji wa mikopo',
    label: '',
    publicKey: newKey(),
  })
  expect(asked.location).toBe(path)
  const list = await site.get('/admin/approvals', 'ega')
  const request = /\/admin\/approvals\/([0-9a-f-]{36})/.exec(list.text)?.[1] ?? ''
  const look = await site.get(`/admin/approvals/${request}`, 'ega')
  expect(look.text).toContain('Kuthibitisha waombaji wa mikopo')
  expect(look.text).toContain(id)
  expect((await site.get(`/admin/approvals/${request}`, 'auditor')).text).not.toContain('<button')
  await site.post(`/admin/approvals/${request}/approve`, 'ega', {})
  expect((await site.get(path, 'officer')).text).toContain('e-GA imekubali')
  const production = /\/clients\/([\w-]+)\/secret/.exec((await site.get(path, 'officer')).text)?.[1]
  const secret = await site.post(`/clients/${production}/secret`, 'officer', {})
  expect(secret.text).toContain('Siri inaonyeshwa mara hii moja tu')
  expect((await site.get(path, 'officer')).text).toContain('Mfumo huu umeunganishwa')
})

test('a client’s officer reads the addresses and the key of its own bus, and nobody else needs to be asked', async () => {
  const { id } = await made()
  const page = `/clients/${id}`
  const { text } = await site.get(page, 'officer')
  expect(text).toContain('http://majaribio.example:8095/gw/govesb-uaa/oauth/token')
  expect(text).toContain('http://majaribio.example:8095/engine/esb')
  expect(text).toContain(busKey)
  await db.database.rows(`update exchange.client set environment = 'production' where id = $1`, [
    id,
  ])
  const production = (await site.get(page, 'officer')).text
  expect(production).toContain('http://bus/engine/esb')
  expect(production).not.toContain('majaribio.example')
  // Its gateway is away: the page says so and shows no other key.
  expect(production).toContain('ufunguo wake wa wazi haujulikani')
  expect(production).not.toContain(busKey)
})

test('a private key that was pasted is refused and comes back in no form', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pasted = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const again = await site.post(`${path}/key`, 'officer', { publicKey: pasted })
  expect(again.status).toBe(422)
  expect(again.text).toContain('ufunguo wa SIRI')
  expect(again.text).not.toContain(pasted.slice(50, 90))
  const left = await site.post(`${path}/key`, '', { publicKey: pasted })
  expect(left.status).toBe(303)
})

test('a key that cannot be read comes back with the officer’s own words and what is wrong', async () => {
  const again = await site.post(`${path}/key`, 'officer', { publicKey: 'si ufunguo' })
  expect(again.status).toBe(422)
  expect(again.text).toContain('si ufunguo')
  expect(again.text).toContain('href="#f-publicKey"')
})

test('a client’s key and secret are changed, it is taken off the bus and put back', async () => {
  const { id } = await made()
  const added = await site.post(`/clients/${id}/keys/new`, 'officer', {
    publicKey: newKey(),
    oldUntil: '',
  })
  expect(added.location).toBe(`/clients/${id}`)
  const shown = await site.get(`/clients/${id}`, 'officer')
  const revoke = /\/clients\/[\w-]+\/keys\/\w+\/revoke/.exec(shown.text)?.[0] ?? ''
  expect((await site.get(revoke, 'officer')).status).toBe(200)
  expect((await site.post(revoke, 'officer', {})).location).toBe(`/clients/${id}`)
  const callback = { url: 'http://127.0.0.1:9/pokea' }
  expect((await site.post(`/clients/${id}/callback`, 'officer', callback)).status).toBe(303)
  expect((await site.get(`/clients/${id}/callback`, 'officer')).text).toContain(callback.url)
  const nothing = await site.post(`/clients/${id}/suspend`, 'head', { reasonSw: '', reasonEn: '' })
  expect(nothing.text).toContain('href="#f-reasonSw"')
  const stop = { reasonSw: 'Ukaguzi', reasonEn: '' }
  expect((await site.post(`/clients/${id}/suspend`, 'head', stop)).status).toBe(303)
  expect((await site.get(`/clients/${id}`, 'auditor')).text).toContain('Ukaguzi')
  expect((await site.post(`/clients/${id}/resume`, 'officer', {})).status).toBe(303)
  const tried = await site.post('/sandbox/try', 'officer', {
    system: 'heslb-sys',
    service: 'person',
  })
  expect(tried.status).toBe(303)
  expect((await site.get(`/clients/${id}`, 'officer')).text).toContain('/catalogue/person')
})

test('every page says every word in the reader’s language', async () => {
  const { id, page } = await made()
  expect(page.status).toBe(200)
  await site.post(`${path}/production`, 'officer', {
    purpose: 'Kuthibitisha waombaji',
    label: 'x',
    publicKey: newKey(),
  })
  const list = await site.get('/admin/approvals', 'ega')
  const request = /\/admin\/approvals\/([0-9a-f-]{36})/.exec(list.text)?.[1] ?? ''
  const key = /\/keys\/(\w+)\/revoke/.exec((await site.get(`/clients/${id}`, 'officer')).text)?.[1]
  const look = async (pages: readonly (readonly [string, string])[]) => {
    for (const [at, who] of pages) {
      const { status, text } = await site.get(`${at}${at.includes('?') ? '&' : '?'}lang=qq`, who)
      expect(status, at).toBe(200)
      expect(untranslated(text), at).toEqual([])
    }
  }
  await look([
    ['/join', 'officer'],
    ['/join', 'other'],
    [path, 'officer'],
    [`/systems/nida-sys/join`, 'other'],
    [`${path}/client?${new URLSearchParams({ key: newKey() })}`, 'officer'],
    [`${path}/key`, 'officer'],
    [`${path}/production`, 'officer'],
    ['/clients', 'officer'],
    ['/clients?bus=production', 'auditor'],
    [`/clients/${id}`, 'officer'],
    [`/clients/${id}`, 'ega'],
    [`/clients/${id}/keys/new`, 'officer'],
    [`/clients/${id}/keys/${key}/revoke`, 'officer'],
    [`/clients/${id}/secret`, 'officer'],
    [`/clients/${id}/callback`, 'officer'],
    [`/clients/${id}/suspend`, 'head'],
    ['/sandbox/try?system=heslb-sys', 'officer'],
    ['/admin/approvals', 'ega'],
    ['/admin/approvals?state=decided', 'ega'],
    [`/admin/approvals/${request}`, 'ega'],
  ])
  await called(id, 'ok')
  await site.post(`/admin/approvals/${request}/approve`, 'ega', {})
  await look([
    [path, 'officer'],
    [`/clients/${id}`, 'officer'],
    [`/admin/approvals/${request}`, 'ega'],
  ])
})

test('strangers, other institutions and the suspended find nothing, by page and by program', async () => {
  const { id } = await made()
  const pages = [path, `/clients/${id}`, `/clients/${id}/secret`, `/clients/${id}/keys/new`]
  for (const at of pages) {
    expect((await site.get(at)).location, at).toContain('/sign-in')
    expect((await site.get(at, 'suspended')).status, at).toBe(403)
    expect((await site.get(at, 'other')).status, at).toBe(404)
  }
  const body = { publicKey: newKey() }
  for (const [method, at, input] of [
    ['GET', `/clients/${id}`, undefined],
    ['POST', `/clients/${id}/keys`, body],
    ['POST', `/clients/${id}/secrets`, {}],
    ['PUT', `/clients/${id}/callback`, { url: '' }],
    ['POST', `/clients/${id}/suspend`, { reasonSw: 'x' }],
    ['POST', `/systems/heslb-sys/sandbox-clients`, body],
    ['POST', `/systems/heslb-sys/sandbox-grants`, { service: 'person' }],
    ['POST', `/systems/heslb-sys/production-requests`, { ...body, purpose: 'Kusudi la kutosha' }],
  ] as const) {
    expect((await site.call(method, at, '', input)).status, at).toBe(401)
    expect((await site.call(method, at, 'suspended', input)).status, at).toBe(403)
    expect((await site.call(method, at, 'other', input)).status, at).toBe(404)
  }
  expect((await site.get('/admin/approvals', 'officer')).status).toBe(403)
})

test('a program joins like a person', async () => {
  const answer = await site.call('POST', '/systems/heslb-sys/sandbox-clients', 'officer', {
    publicKey: newKey(),
  })
  expect(answer.status).toBe(201)
  const { id, secret } = JSON.parse(answer.text) as { id: string; secret: string }
  expect(secret).toMatch(/^[\w-]{43}$/)
  const seen = await site.call('GET', `/clients/${id}`, 'officer')
  expect(JSON.parse(seen.text)).toMatchObject({
    client: { id, environment: 'sandbox', callback: null },
    keys: [{ curve: 'P-256', state: 'counts' }],
    calls: { ok: 0, failed: 0 },
  })
  expect(seen.text).not.toContain(secret)
  const wrong = await site.call('POST', `/clients/${id}/keys`, 'officer', { publicKey: 'x' })
  expect(wrong.status).toBe(422)
  expect(JSON.parse(wrong.text)).toMatchObject({ code: 'joining.key-unreadable' })
})
