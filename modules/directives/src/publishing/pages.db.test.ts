import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { publishingWeb } from './web.ts'

let at = '2026-09-20T09:00:00Z'
const now = () => new Date(at)
const ground = await directivesGround(now)
const { deps, database, facts, standings } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const people = {
  maji: personOf('maji', ['ict-officer']),
  afya: personOf('afya', ['head']),
  ega: personOf('ega', ['ega-officer']),
  auditor: personOf('cag', ['auditor']),
  suspended: personOf('ega', ['ega-officer'], true),
}
const app = browse(publishingWeb(deps), people, now)
const path = '/tables/2026/27-Q1'
const minimum = 'committee-constituted.members-min'

beforeAll(async () => {
  const about = (type: string, value: unknown) => ({
    subject: { type: 'institution', id: 'maji' },
    institution: 'maji',
    type,
    value,
    observedAt: now(),
    validUntil: null,
    source: 'machine' as const,
    collector: 'jaribio',
    evidence: null,
    supersedes: null,
  })
  await database.transact((db) =>
    facts.record(db, [
      about('committee.constituted', { constituted: true, members: 4 }),
      about('staff.vetting', { staff: 41, vetted: 17, sworn: 9 }),
    ]),
  )
  at = '2026-10-05T09:00:00Z'
  await standings.refresh()
})

/** The form as it stands, with what is typed over it. */
function typed(html: string, over: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {}
  const plain = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (name !== undefined && (!tag.includes('checkbox') || tag.includes('checked')))
      values[name] = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', text = ''] of html.matchAll(
    /<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)/g,
  ))
    values[name] = plain(text)
  for (const [, name = '', options = ''] of html.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>([^]*?)<\/select>/g,
  ))
    values[name] =
      /<option [^>]*value="([^"]*)"[^>]* selected|<option selected[^>]*value="([^"]*)"/
        .exec(options)
        ?.slice(1)
        .find((one) => one !== undefined) ?? ''
  return { ...values, ...over }
}

test('drafting and publishing is e-GA’s: others are led away, and nothing happens', async () => {
  for (const form of ['/admin/rules/new', '/admin/tables/new']) {
    expect((await app.get(form)).location).toContain('/sign-in')
    for (const who of ['maji', 'auditor', 'suspended']) {
      expect((await app.get(form, who)).status, who).toBe(403)
      expect((await app.post(form, who, {})).status, who).toBe(403)
    }
  }
  expect((await app.call('POST', '/result-tables', '', {})).status).toBe(401)
  for (const who of ['maji', 'auditor', 'suspended'])
    for (const operation of ['/result-tables', '/rule-sets', '/rule-sets/compare'])
      expect((await app.call('POST', operation, who, {})).status, who).toBe(403)
})

test('before anything is published the list says so, and there is no table', async () => {
  expect((await app.get('/tables?lang=en')).text).toContain('No table has been published')
  expect((await app.get(path)).status).toBe(404)
  expect((await app.get('/tables/2026/99-Q9')).status).toBe(404)
  expect((await app.post(`${path}/recompute`, '', { edition: '1' })).status).toBe(404)
})

test('e-GA publishes the last quarter, and everybody reads it', async () => {
  const { text } = await app.get('/admin/tables/new?lang=en', 'ega')
  expect(text).toContain('as of 30 September 2026')
  const form = typed(text, {})
  expect(form).toMatchObject({ period: '2026/27-Q1' })
  const done = await app.post('/admin/tables/new', 'ega', form)
  expect(done).toMatchObject({ status: 303, location: `${path}?edition=1` })
  const again = await app.post('/admin/tables/new?lang=en', 'ega', form)
  expect(again.status).toBe(422)
  expect(again.text).toContain('say why there is another edition')
  expect((await app.get('/tables')).text).toContain(`${path}?edition=1`)
  const seen = (await app.get(`${path}?lang=en`)).text
  expect(seen).toContain('Ministry of')
  expect(seen).toContain('href="/rules/1"')
  expect(seen).not.toContain('Mtu wa Mfano')
  expect(seen).not.toContain('/audit?')
  const officer = (await app.get(`${path}?lang=en`, 'ega')).text
  expect(officer).toContain('Mtu wa Mfano')
  expect(officer).toContain('/audit?type=result-table&amp;id=2026%2F27-Q1%2F1')
})

test('filters are in the address; a reason that is not for all is not shown to others', async () => {
  const staff = `${path}?directive=kikao-kazi-3-9&institution=maji&lang=en`
  expect((await app.get(staff)).text).toContain('The reason and its figures are for')
  expect((await app.get(staff, 'afya')).text).not.toContain('17 vetted')
  expect((await app.get(staff, 'maji')).text).toContain('17 vetted')
  expect((await app.get(staff, 'auditor')).text).toContain('17 vetted')
  const met = (await app.get(`${path}?result=met&lang=en`)).text
  expect(met).toContain('No result fits')
  expect((await app.get(`${path}?institution=hakuna-kama-hii&lang=en`)).text).toContain(
    'No result fits',
  )
  const page = (await app.get(path)).text
  const next = /href="([^"]*after=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await app.get(next.replace(/#.*/, ''))).status).toBe(200)
})

test('what is downloaded has the hash that stands on the page', async () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex')
  const page = (await app.get(`${path}?lang=en`)).text
  const file = await app.get(`${path}/table.json?edition=1`)
  expect(file.headers.get('content-type')).toContain('application/json')
  expect(page.includes(sha(file.text))).toBe(true)
  expect(page).toContain('| sha256sum')
  expect(file.text.includes('"vetted":')).toBe(false)
  for (const who of ['maji', 'suspended'])
    expect((await app.get(`${path}/whole.json`, who)).status).toBe(403)
  const whole = await app.get(`${path}/whole.json`, 'auditor')
  expect(whole.text.includes('"vetted":17')).toBe(true)
  expect(page.includes(sha(whole.text))).toBe(true)
})

test('anybody has it worked out again, and is told that it is the same', async () => {
  const { status, text } = await app.post(`${path}/recompute?lang=sw`, '', { edition: '1' })
  expect(status).toBe(200)
  expect(text).toContain('Imefanana')
  const answer = JSON.parse(
    (await app.call('POST', `/result-${path.slice(1)}/recompute`, 'auditor', {})).text,
  ) as object
  expect(answer).toMatchObject({ same: true, kept: true, differing: 0 })
})

test('rules stand in words, with settings and where they come from', async () => {
  const { text } = await app.get('/rules?lang=sw')
  expect(text).toContain('Kujiunga na GovESB')
  expect(text).toContain('ya kuthibitishwa')
  expect(text).toContain('psc.go.tz')
  expect(text).not.toContain('/admin/rules/new')
  expect((await app.get('/rules', 'ega')).text).toContain('/admin/rules/new')
  expect((await app.get('/rules/1?lang=en')).text).toContain('within the last 30 days')
  expect((await app.get('/rules/2')).status).toBe(404)
  expect((await app.get('/rules/moja')).status).toBe(404)
})

test('a draft is shown before it is published: whose result changes, and nothing else happens', async () => {
  const start = await app.get('/admin/rules/new', 'ega')
  const over = {
    effectiveFrom: '2026-10-06',
    [`value.${minimum}`]: '4',
    [`citation.${minimum}`]: 'Waraka wa "mfano" Na. 1',
    [`verified.${minimum}`]: 'yes',
  }
  const draft = typed(start.text, over)
  const early = await app.post('/admin/rules/new?lang=en', 'ega', { ...draft, step: 'publish' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('look again before publishing')
  const shown = await app.post('/admin/rules/new?lang=en', 'ega', { ...draft, step: 'preview' })
  expect(shown.status).toBe(200)
  expect(shown.text).toContain('1 result of')
  expect(shown.text).toContain('Ministry of Water')
  expect(shown.text).toContain('6 → 4, from 6 October 2026')
  const kept = typed(shown.text, {})
  expect(kept).toMatchObject(over)
  expect((await app.get('/rules/2')).status).toBe(404)
  const touched = { ...kept, [`value.${minimum}`]: '3', step: 'publish' }
  expect((await app.post('/admin/rules/new', 'ega', touched)).status).toBe(422)
  const qq = await app.post('/admin/rules/new?lang=qq', 'ega', { ...kept, step: 'preview' })
  expect(untranslated(qq.text)).toEqual([])
  const done = await app.post('/admin/rules/new', 'ega', { ...kept, step: 'publish' })
  expect(done).toMatchObject({ status: 303, location: '/rules/2' })
  const page = (await app.get('/rules/2?lang=en')).text
  expect(page).toContain('to come')
  expect(page).toContain('6 → 4, from 6 October 2026')
  expect((await app.get('/rules?lang=en')).text).toContain('version 1')
})

test('what is wrong with a draft stands beside its field, and nothing typed is lost', async () => {
  const draft = typed((await app.get('/admin/rules/new', 'ega')).text, {
    effectiveFrom: '2026-10-05',
    [`value.${minimum}`]: 'sita',
    [`citation.${minimum}`]: '',
  })
  const wrong = await app.post('/admin/rules/new?lang=en', 'ega', { ...draft, step: 'preview' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Write a number')
  expect(wrong.text).toContain('value="sita"')
  const past = { ...draft, [`value.${minimum}`]: '6', [`citation.${minimum}`]: 'x' }
  const refused = await app.post('/admin/rules/new?lang=en', 'ega', { ...past, step: 'preview' })
  expect(refused.text).toContain('href="#f-effectiveFrom"')
  const before = { ...past, effectiveFrom: '2026-10-09', [`from.${minimum}`]: '2020-01-01' }
  const earlier = await app.post('/admin/rules/new?lang=en', 'ega', { ...before, step: 'preview' })
  expect(earlier.text).toContain('href="#f-from-committee-constituted-members-min"')
})

test('operations say the same', async () => {
  const read = async (operation: string, who = '') =>
    JSON.parse((await app.call('GET', operation, who)).text) as Record<string, unknown>
  expect(await read('/rule-sets')).toMatchObject({ items: [{ version: 2 }, { version: 1 }] })
  const two = await read('/rule-sets/2')
  expect(two).toMatchObject({ version: 2, effectiveFrom: '2026-10-06' })
  const { publishedAt: _at, sha256: _hash, ...rest } = two
  const next = { ...rest, version: 3 }
  const compared = await app.call('POST', '/rule-sets/compare', 'ega', next)
  expect(JSON.parse(compared.text)).toMatchObject({ against: 2, changed: [] })
  expect((await app.call('POST', '/rule-sets', 'ega', { ...next, version: 9 })).status).toBe(409)
  expect((await app.call('POST', '/rule-sets', 'ega', next)).status).toBe(204)
  const made = await app.call('POST', '/result-tables', 'ega', {
    period: '2026/27-Q1',
    reason: 'Zoezi (mfano)',
  })
  expect(made.status).toBe(201)
  expect(JSON.parse(made.text)).toMatchObject({ edition: 2, publisher: 'Mtu wa Mfano' })
  const list = await read('/result-tables?limit=1')
  expect(list).toMatchObject({ items: [{ edition: 2, publisher: null }], next: '2026/27-Q1.2' })
  expect(await read('/result-tables?after=2026/27-Q1.2')).toMatchObject({ items: [{ edition: 1 }] })
  expect(await read(`/result-${path.slice(1)}?edition=1`)).toMatchObject({ edition: 1 })
  const rows = `/result-${path.slice(1)}/results?institution=maji&directive=kikao-kazi-3-9`
  expect(await read(rows)).toMatchObject({ items: [{ result: 'partly', why: null }] })
  expect(await read(rows, 'maji')).toMatchObject({ items: [{ why: { params: { vetted: 17 } } }] })
})

test('every word is translated, for whoever looks', async () => {
  await database.transact(async (db) => {
    await db.rows('alter table directives.published_result disable trigger user')
    await db.rows(
      `update directives.published_result set result = 'met' where edition = 2 and result = 'partly'`,
    )
    await db.rows('alter table directives.published_result enable trigger user')
  })
  for (const page of [
    '/rules',
    '/rules/1',
    '/rules/2',
    '/tables',
    '/tables?after=2026/27-Q1.2',
    path,
    `${path}?edition=1&result=unknown&after=10`,
    '/admin/rules/new',
    '/admin/tables/new',
  ])
    for (const who of page.startsWith('/admin') ? ['ega'] : ['', 'maji', 'ega']) {
      const lang = page.includes('?') ? '&lang=qq' : '?lang=qq'
      const { status, text } = await app.get(`${page}${lang}`, who)
      expect(status, page).toBe(200)
      expect(untranslated(text), page).toEqual([])
    }
  for (const edition of ['1', '2']) {
    const { text } = await app.post(`${path}/recompute?lang=qq`, 'ega', { edition })
    expect(untranslated(text), edition).toEqual([])
    expect(text.includes('Haikufanana')).toBe(edition === '2')
  }
})
