import { mountPages } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { Hono } from 'hono'
import { renderToString } from 'preact-render-to-string'
import { h } from 'preact'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  actorOf,
  agreementDeps,
  enrolCountry,
  quota,
  suspendedOf,
  terms,
} from '../../test/agreement-country.ts'
import { exchangeMigrations } from '../index.ts'
import { approveStep } from './decide-step.ts'
import type { AgreementDeps } from './deps.ts'
import { readAgreement } from './read-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { submitRequest } from './submit-request.ts'
import { agreementsWeb } from './web.ts'

/** The pages as a browser gets them, without the app's shell. */
const people: Readonly<Record<string, Actor>> = {
  officer: actorOf('heslb', 'ict-officer'),
  head: actorOf('heslb', 'head'),
  provider: actorOf('nida', 'ict-officer'),
  boss: actorOf('nida', 'head'),
  other: actorOf('brela', 'ict-officer', 'head'),
  suspended: suspendedOf(actorOf('heslb', 'ict-officer')),
  ega: actorOf('ega', 'ega-officer'),
  auditor: actorOf('ega', 'auditor'),
}
const app = new Hono()
let db: TestDatabase
let deps: AgreementDeps

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = agreementDeps(db.database, createRegister())
  await enrolCountry(deps)
  const { routes } = agreementsWeb(deps)
  mountPages(app, routes, {
    actorOf: async (headers) => people[headers.get('x-who') ?? ''],
    keptForms: { keep: async () => 'k', take: async () => undefined },
    shell: (_visit, page) =>
      `<title>${page.title}</title>${renderToString(h('main', null, page.content))}`,
    refusal: (_visit, said) => ({ title: said.code, content: said.code }),
    publicOrigin: 'http://localhost',
    addressOf: () => '192.0.2.1',
    countPost: async () => {},
    signInPath: '/sign-in',
    now: deps.now,
    pseudoLanguage: true,
    reportDefect: (_incident, _path, error) => {
      throw error
    },
  })
})
afterAll(() => db.close())

const get = async (path: string, who: string) => {
  const response = await app.request(path, { headers: { 'x-who': who } })
  return { status: response.status, text: await response.text() }
}
const post = async (path: string, who: string, fields: Record<string, string | string[]>) => {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const single of [value].flat()) body.append(name, single)
  }
  const response = await app.request(`http://localhost${path}`, {
    method: 'POST',
    body,
    headers: { 'x-who': who, origin: 'http://localhost' },
  })
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  }
}

const fields = {
  system: 'heslb-sys',
  purpose: 'MKOPO',
  purposeSw: 'Kuthibitisha mwombaji',
  purposeEn: '',
  legalBasis: 'Ombi la mwombaji',
  citation: '',
  items: ['jina'],
  dataItems: 'picha\r\n\r\n saini ',
  retentionDays: '30',
  retentionThen: 'Zitafutwa',
  personalData: 'yes',
  consumerRegistration: 'namba',
  perDay: '1000',
  peakPerMinute: '60',
  validFrom: '2026-03-01',
  validUntil: '2027-02-28',
}

/** Every text that a reader sees and that did not come through the words of the page. */
function untranslated(html: string): string[] {
  const bare = html
    .replaceAll(/<(code|pre|time|script|textarea|title)\b[^>]*>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, '\u0000')
  let depth = 0
  let outside = ''
  for (const letter of bare) {
    if (letter === '⟦') depth += 1
    if (depth === 0) outside += letter
    if (letter === '⟧') depth -= 1
  }
  return outside.split('\u0000').flatMap((text) => text.trim() || [])
}

test('the whole path by the pages: ask, submit, approve, suspend, comment, resume, end', async () => {
  const wrong = await post('/agreements/new?service=person', 'officer', {
    ...fields,
    perDay: '',
    peakPerMinute: 'sitini',
    purpose: 'si sahihi',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Ombi la mwombaji')
  expect(wrong.text).toContain('value="si sahihi"')
  expect(wrong.text).toContain('checked')
  expect(wrong.text.match(/href="#f-/g)).toHaveLength(3)

  const made = await post('/agreements/new?service=person', 'officer', fields)
  expect(made.status).toBe(303)
  const at = made.location
  const id = at.split('/').at(-1) ?? ''
  const { open } = await readAgreement(deps, actorOf('heslb', 'head'), id)
  expect(open?.content.dataItems).toEqual(['jina', 'picha', 'saini'])
  expect((await get(at, 'provider')).status).toBe(404)
  expect((await get(`${at}/edit`, 'officer')).text).toContain('Zitafutwa')

  expect((await post(`${at}/submit`, 'officer', {})).status).toBe(303)
  const contentHash = open?.contentHash ?? ''
  expect((await get('/agreements', 'head')).text).toContain('Yanayosubiri uamuzi wako')
  expect((await get('/agreements', 'officer')).text).not.toContain('Yanayosubiri uamuzi wako')
  expect((await get(at, 'officer')).text).toContain('Anasubiriwa Mkuu wa Taasisi')
  expect((await post(`${at}/approve`, 'provider', { contentHash, words: '' })).status).toBe(409)
  expect((await post(`${at}/approve`, 'head', { contentHash, words: '' })).status).toBe(303)

  const form = await get(`${at}/approve`, 'provider')
  expect(form.text).toContain('name="providerRegistration"')
  const unfilled = await post(`${at}/approve`, 'provider', {
    contentHash,
    words: 'Sawa',
    perMinute: '',
  })
  expect(unfilled.status).toBe(422)
  expect(unfilled.text).toContain('Sawa')
  const allowed = { perMinute: '30', perDay: '500', concurrency: '5', providerRegistration: 'nida' }
  expect(
    (await post(`${at}/approve`, 'provider', { contentHash, words: '', ...allowed })).status,
  ).toBe(303)
  expect((await post(`${at}/approve`, 'boss', { contentHash, words: '' })).status).toBe(303)

  expect((await post(`${at}/suspend`, 'provider', { reasonSw: '', reasonEn: '' })).status).toBe(422)
  expect(
    (await post(`${at}/suspend`, 'provider', { reasonSw: 'Ukaguzi', reasonEn: '' })).status,
  ).toBe(303)
  const seen = await get(at, 'officer')
  expect(seen.text).toContain('Yamesimamishwa na mtoa taarifa')
  expect(seen.text).toContain('Ukaguzi')
  expect((await post(`${at}/comment`, 'officer', { words: 'Lini?' })).status).toBe(303)
  expect((await post(`${at}/resume`, 'boss', {})).status).toBe(303)
  expect((await post(`${at}/renew`, 'officer', { ...fields, kind: 'renewal' })).status).toBe(422)
  const amended = { ...fields, kind: 'amendment', items: [], dataItems: 'jina' }
  expect((await post(`${at}/renew`, 'officer', amended)).status).toBe(303)
  expect((await get(at, 'officer')).text).toContain('Taarifa zinazotolewa')
  expect((await post(`${at}/withdraw`, 'head', {})).status).toBe(303)
  expect((await post(`${at}/end`, 'head', { reasonSw: '', reasonEn: 'Done' })).status).toBe(303)
  expect((await get(at, 'auditor')).text).toContain('Yamehitimishwa')
})

test('every page, for everybody who may see it, says everything through its words', async () => {
  const id = await requestAgreement(deps, actorOf('heslb', 'ict-officer'), {
    system: 'heslb-sys',
    service: 'company',
    terms,
  })
  await submitRequest(deps, actorOf('heslb', 'ict-officer'), { id })
  const head = actorOf('heslb', 'head')
  const { open } = await readAgreement(deps, head, id)
  const approval = { id, contentHash: open?.contentHash ?? '', words: 'Naomba' }
  const at = `/agreements/${id}`
  const pages: [string, string][] = [
    ['/agreements', 'head'],
    ['/agreements', 'other'],
    ['/agreements?as=provider&state=ended', 'ega'],
    ['/agreements/new', 'officer'],
    ['/agreements/new?service=person', 'officer'],
    ['/agreements/rules', 'ega'],
    ['/agreements/rules', 'auditor'],
    [at, 'officer'],
    [at, 'head'],
    [at, 'auditor'],
    [`${at}/edit`, 'officer'],
    [`${at}/approve`, 'head'],
    [`${at}/refuse`, 'head'],
    [`${at}/comment`, 'head'],
  ]
  for (const [path, who] of pages) {
    const { status, text } = await get(`${path}${path.includes('?') ? '&' : '?'}lang=qq`, who)
    expect([path, who, status]).toEqual([path, who, 200])
    expect([path, who, untranslated(text)]).toEqual([path, who, []])
  }
  await approveStep(deps, head, approval)
  await approveStep(deps, actorOf('brela', 'ict-officer'), {
    ...approval,
    quota,
    providerRegistration: 'namba',
  })
  await approveStep(deps, actorOf('brela', 'head'), approval)
  for (const path of [at, `${at}/suspend`, `${at}/end`]) {
    const { status, text } = await get(`${path}?lang=qq`, 'other')
    expect([path, status, untranslated(text)]).toEqual([path, 200, []])
  }
  const renew = await get(`${at}/renew?lang=qq`, 'officer')
  expect([renew.status, untranslated(renew.text)]).toEqual([200, []])
  const record = await get(`${at}/record.json`, 'officer')
  expect(JSON.parse(record.text)).toMatchObject({ agreement: id, versions: [{ version: 1 }] })
})

test('the stranger is led to sign in; the other institution and the suspended find nothing', async () => {
  const officer = actorOf('heslb', 'ict-officer')
  const listed = await db.database.rows<{ id: string }>(
    `select id from exchange.agreement_record where service = 'company'`,
  )
  const at = `/agreements/${listed[0]?.id}`
  expect((await get(at, officer.institution)).status).toBe(303)
  expect((await get('/agreements', 'nobody')).status).toBe(303)
  for (const path of [at, `${at}/record.json`, `${at}/suspend`, `${at}/approve`, `${at}/end`]) {
    expect((await get(path, 'provider')).status).toBeGreaterThanOrEqual(403)
    expect((await get(path, 'suspended')).status).toBeGreaterThanOrEqual(403)
  }
  expect((await get(at, 'provider')).status).toBe(404)
  expect((await post(`${at}/suspend`, 'provider', { reasonSw: 'x', reasonEn: '' })).status).toBe(
    404,
  )
  expect(
    (
      await post('/agreements/rules', 'head', {
        rule: 'renewal-days',
        value: '1',
        fromDay: '2026-01-01',
        citation: 'x',
      })
    ).status,
  ).toBe(403)
})

test('what programs get is what is declared, and what cannot be kept is refused', async () => {
  const officer = actorOf('heslb', 'ict-officer')
  const { operations } = agreementsWeb(deps)
  const run = async (id: string, input: Record<string, unknown>) => {
    const operation = operations.find((one) => one.id === id)
    if (!operation) throw new Error(`no operation ${id}`)
    const found = await operation.run(officer, operation.input.parse(input))
    return operation.output === null ? undefined : operation.output.parse(found)
  }
  const { items } = (await run('agreements.list-agreements', {})) as { items: { id: string }[] }
  expect(items.length).toBeGreaterThan(1)
  for (const { id } of items) {
    expect(await run('agreements.read-agreement', { id })).toMatchObject({ id })
    expect(await run('agreements.read-record', { id })).toMatchObject({ agreement: id })
  }
  expect(await run('agreements.list-rules', {})).toMatchObject({ items: [{}, {}] })
  for (const words of ['a\u0000b', '\ud800', '', ' ']) {
    await expect(
      run('agreements.comment-agreement', { id: items[0]?.id, words }),
    ).rejects.toMatchObject({ name: 'ZodError' })
  }
  const at = `/agreements/${items[0]?.id}/comment`
  expect((await post(at, 'officer', { words: 'a\u0000b' })).status).toBe(400)
})
