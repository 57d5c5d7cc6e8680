import { afterAll, beforeAll, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { replyToResult } from '../keeping/reply-to-result.ts'
import { publishQuarter } from '../publishing/publish-table.ts'
import { countryWeb } from './web.ts'

const now = () => new Date('2026-11-20T09:00:00Z')
const ground = await directivesGround(now)
const { deps, database, facts, standings } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const people = {
  maji: personOf('maji', ['ict-officer']),
  afya: personOf('afya', ['head', 'ict-officer']),
  ega: personOf('ega', ['ega-officer']),
  auditor: personOf('ega', ['auditor']),
  minister: personOf('muuub', ['minister-office']),
  suspended: personOf('maji', ['head'], true),
}
const app = browse(countryWeb(deps), people, now)
const directive = (number: number) => `kikao-kazi-3-${number}`
/** Figures of a rule that reads what is not public. */
const secret = /upekuzi 17|17 vetted|"vetted":17/

const machine = {
  observedAt: now(),
  validUntil: null,
  source: 'machine' as const,
  collector: 'jaribio',
  evidence: null,
  supersedes: null,
}
beforeAll(async () => {
  const about = (institution: string) => ({
    subject: { type: 'institution', id: institution },
    institution,
    ...machine,
  })
  await database.transact((db) =>
    facts.record(db, [
      { ...about('maji'), type: 'staff.vetting', value: { staff: 41, vetted: 17, sworn: 9 } },
      { ...about('maji'), type: 'bus.rights', value: { clients: 1, agreements: 0 } },
      { ...about('afya'), type: 'bus.rights', value: { clients: 0, agreements: 0 } },
    ]),
  )
  await facts.declare(people.afya, {
    subject: { type: 'institution', id: 'afya' },
    type: 'bus.joined',
    value: { joined: true },
    observedAt: now(),
    evidence: null,
  })
  await standings.refresh()
})

const pages = [
  '/country',
  '/country?late=yes&order=late',
  `/country?directive=${directive(6)}&result=declared`,
  '/country?search=hakuna-kama-hii',
  '/country/kinds',
  `/country/kinds?directive=${directive(6)}`,
  '/country/trend',
  `/country/trend?directive=${directive(6)}`,
  '/country/maji',
  `/country/afya?directive=${directive(6)}`,
  '/country/central-government',
]

test('every word is translated, for whoever looks', async () => {
  for (const path of pages)
    for (const who of ['', 'maji', 'ega']) {
      const lang = path.includes('?') ? '&lang=qq' : '?lang=qq'
      const { status, text } = await app.get(`${path}${lang}`, who)
      expect(status, path).toBe(200)
      expect(untranslated(text), path).toEqual([])
    }
})

test('the country stands in a table with names, and each cell leads to its results', async () => {
  const { text } = await app.get('/country?search=maji&lang=sw')
  expect(text).toContain('Wizara ya Maji')
  expect(text).toContain(`href="/country/maji?directive=${directive(6)}"`)
  expect(text).toContain(`href="/directives/${directive(6)}"`)
  expect(text).toMatch(/<th scope="row">.*?<\/th>/)
  expect(text).toMatch(/<caption/)
  expect(text).toMatch(/kwa kanuni za tathmini toleo la 1/)
  expect(text).not.toContain('Wizara ya Afya')
  const english = (await app.get('/country?search=maji&lang=en')).text
  expect(english).toContain('Ministry of Water')
  expect(english).toContain('by rule set version 1')
})

test('what was declared and never seen has a word of its own', async () => {
  const { text } = await app.get('/country?search=afya&lang=sw')
  expect(text).toContain('imetangazwa, haijaonekana')
  expect(text).toContain('class="mark declared"')
  const found = (await app.get('/country?result=declared&lang=en')).text
  expect(found).toContain('href="/country/afya"')
  expect(found).not.toContain('href="/country/maji"')
})

test('a filter that finds nothing says how to go on, and one that is no filter is not found', async () => {
  const { text } = await app.get('/country?search=hakuna-kama-hii&lang=en')
  expect(text).toContain('No institution fits')
  expect(text).toContain('href="/country"')
  expect((await app.get('/country?result=bora')).status).toBeGreaterThanOrEqual(400)
})

test('all institutions are reached page by page, each once', async () => {
  const seen: string[] = []
  let path: string | undefined = '/country'
  while (path !== undefined) {
    const { text } = await app.get(path)
    seen.push(
      ...[...text.matchAll(/<th scope="row"><a href="\/country\/([^"]+)"/g)].map(
        ([, id]) => id ?? '',
      ),
    )
    path = /<a href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen).toHaveLength(new Set(seen).size)
  expect(new Set(seen)).toEqual(new Set(standings.current()?.results.keys()))
})

test('a reason that rests on what is not public is shown to its institution and to who sees the country, and to nobody else', async () => {
  const path = `/country/maji?directive=${directive(9)}`
  for (const who of ['maji', 'ega', 'auditor', 'minister'])
    expect((await app.get(path, who)).text, who).toMatch(secret)
  for (const who of ['', 'afya', 'suspended']) {
    const { status, text } = await app.get(path, who)
    expect(status, who).toBe(200)
    expect(text, who).not.toMatch(secret)
    expect(text, who).toContain('Sababu na takwimu zake huonwa na taasisi yenyewe')
    expect(text, who).toContain('si ya umma')
    expect(text, who).toContain('kwa sehemu')
  }
})

test('a program gets the same: results for all, reasons for whom they are', async () => {
  const path = `/results?institution=maji&directive=${directive(9)}`
  const of = async (who: string) => {
    const { status, text } = await app.call('GET', path, who)
    expect(status, who).toBe(200)
    return (JSON.parse(text) as { items: { result: string; why: unknown; facts: unknown[] }[] })
      .items
  }
  for (const who of ['', 'afya', 'suspended'])
    expect(await of(who), who).toMatchObject([{ result: 'partly', why: null, facts: [] }])
  for (const who of ['maji', 'ega']) {
    const [first] = await of(who)
    expect(first).toMatchObject({ why: { code: 'staff-partly', params: { vetted: 17 } } })
    expect(first?.facts).toHaveLength(1)
  }
  const open = await app.call('GET', `/results?institution=afya&directive=${directive(6)}`, '')
  expect(open.text).toContain('declared-not-seen')
})

test('results page on without a gap or a repetition', async () => {
  const seen: string[] = []
  let after = ''
  for (;;) {
    const { text } = await app.call('GET', `/results?limit=7&result=unknown${after}`, '')
    const { items, next } = JSON.parse(text) as {
      items: { institution: string; obligation: string }[]
      next?: string
    }
    seen.push(...items.map((one) => `${one.institution}/${one.obligation}`))
    if (next === undefined) break
    after = `&after=${encodeURIComponent(next)}`
  }
  const all = [...(standings.current()?.results.values() ?? [])].flat()
  expect(seen).toHaveLength(new Set(seen).size)
  expect(seen).toHaveLength(all.filter(({ result }) => result === 'unknown').length)
})

test('the figures for programs are those of the page', async () => {
  const { text } = await app.call('GET', '/country?limit=2', '')
  const read = JSON.parse(text) as {
    directives: { id: string; total: Record<string, number> }[]
    institutions: number
    total: Record<string, number>
    items: { cells: unknown[] }[]
    next: string
  }
  expect(read.directives).toHaveLength(12)
  expect(read.items).toHaveLength(2)
  expect(read.items[0]?.cells).toHaveLength(12)
  expect(read.institutions).toBe(standings.current()?.results.size)
  expect(read.total).toMatchObject({ declared: 1 })
  expect(text).not.toMatch(secret)
  const kinds = JSON.parse((await app.call('GET', '/country/kinds', '')).text) as {
    kinds: { institutions: number }[]
  }
  expect(kinds.kinds.reduce((sum, one) => sum + one.institutions, 0)).toBe(read.institutions)
  const trend = JSON.parse((await app.call('GET', '/country/trend', '')).text) as object
  expect(trend).toMatchObject({ published: [], now: { ruleSet: 1 } })
})

test('the table as CSV holds public figures of all that is found', async () => {
  const { status, text, headers } = await app.get('/country.csv?kind=ministry')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/csv')
  const [head, ...lines] = text.trim().split('\r\n')
  expect(head).toContain('institution,institution_name_sw')
  expect(lines.some((line) => line.startsWith('maji,'))).toBe(true)
  expect(lines.every((line) => line.includes(',ministry,'))).toBe(true)
  expect(text).not.toMatch(/staff-partly|vetted/)
})

test('an institution that nobody knows is not found, whoever asks', async () => {
  for (const who of ['', 'maji', 'ega'])
    expect((await app.get('/country/hakuna', who)).status).toBe(404)
})

test('e-GA’s clock on a reply is everybody’s to see, its words are not', async () => {
  await replyToResult(deps, people.afya, {
    obligation: `${directive(6)}-kujiunga`,
    period: null,
    words: 'Mtandao wetu haukuwa tayari',
  })
  for (const who of ['', 'maji', 'afya']) {
    const { text } = await app.get(`/country/afya?directive=${directive(6)}&lang=sw`, who)
    expect(text).toContain('e-GA inapaswa kujibu ifikapo')
    expect(text).not.toContain('haukuwa tayari')
  }
})

test('without a published table no trend is made up; the figures of now are shown as such', async () => {
  const { text } = await app.get('/country/trend?lang=sw')
  expect(text).toContain('Bado hakuna jedwali la robo mwaka lililochapishwa')
  expect(text).not.toContain('class="chart"')
})

test('published quarters stand before the present, by their last edition', async () => {
  const publish = (reason: string | null) =>
    publishQuarter(deps, people.ega, { period: '2026/27-Q1', reason })
  await publish(null)
  await publish('Jaribio la toleo la pili')
  const { text } = await app.get('/country/trend?lang=sw')
  expect(text).toContain('class="chart"')
  expect(text).toContain('href="/tables/2026/27-Q1"')
  expect(text).toContain('toleo la 2')
  expect(text).toContain('Sasa (haijachapishwa)')
  expect(untranslated((await app.get('/country/trend?lang=qq')).text)).toEqual([])
  const { published, now: present } = JSON.parse(
    (await app.call('GET', `/country/trend?directive=${directive(6)}`, '')).text,
  ) as { published: { edition: number; counts: object }[]; now: { counts: object } }
  expect(published).toMatchObject([{ period: '2026/27-Q1', edition: 2 }])
  expect(present.counts).toMatchObject({ 'not-met': 1, declared: 1 })
})

test('before the first computation the pages say so and stay', async () => {
  const early = browse(
    countryWeb({ ...deps, standings: { ...standings, current: () => undefined } }),
    people,
    now,
  )
  for (const path of ['/country', '/country/kinds', '/country/trend', '/country/maji']) {
    const { status, text } = await early.get(`${path}?lang=sw`)
    expect(status, path).toBe(200)
    expect(text, path).toContain('Matokeo yanahesabiwa')
  }
  expect((await early.get('/country.csv')).status).toBe(503)
  expect((await early.call('GET', '/country', '')).status).toBe(503)
})
