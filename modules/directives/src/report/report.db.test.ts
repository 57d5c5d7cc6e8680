import { createHash } from 'node:crypto'
import { canonicalize } from '@mtandao/seal'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { issueDirective } from '../issuing/issue-directive.ts'
import { publishQuarter } from '../publishing/publish-table.ts'
import type { ReportContent } from './content.ts'
import { keepRegister } from './keep-register.ts'
import { reportWeb } from './web.ts'

let clock = new Date('2026-11-20T09:00:00Z')
const now = () => clock
const ground = await directivesGround(now)
const { deps, database, facts, standings } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const people = {
  maji: personOf('maji', ['ict-officer']),
  ega: personOf('ega', ['ega-officer']),
  suspended: personOf('maji', ['head'], true),
}
const app = browse(reportWeb(deps), people, now)

const about = (institution: string) => ({
  subject: { type: 'institution', id: institution },
  institution,
  validUntil: null,
  source: 'machine' as const,
  collector: 'jaribio',
  evidence: null,
  supersedes: null,
  observedAt: now(),
})
const later = (ms: number) => (clock = new Date(clock.getTime() + ms))

beforeAll(async () => {
  await keepRegister(deps)
  await database.transact((db) =>
    facts.record(db, [
      { ...about('maji'), type: 'staff.vetting', value: { staff: 41, vetted: 17, sworn: 9 } },
      { ...about('maji'), type: 'bus.rights', value: { clients: 1, agreements: 0 } },
    ]),
  )
  later(60_000)
  await standings.refresh()
})

const pages = ['/report', '/report?as-of=2026-11-19', '/report?as-of=', '/report?as-of=2031-01-01']

test('every word is translated, for whoever looks', async () => {
  for (const path of pages)
    for (const who of ['', 'maji', 'ega', 'suspended']) {
      const { status, text } = await app.get(`${path}${path.includes('?') ? '&' : '?'}lang=qq`, who)
      expect(status, path).toBe(path.endsWith('2031-01-01') ? 422 : 200)
      expect(untranslated(text), path).toEqual([])
    }
})

test('the page says the same in Swahili and English, to everybody', async () => {
  const sw = (await app.get('/report?lang=sw')).text
  expect(sw).toContain('Taarifa ya utekelezaji wa maazimio')
  expect(sw).toContain('Taarifa ya leo si ya mwisho')
  expect(sw).toContain('Azimio la 12: Mifumo iwe endelevu')
  expect(sw).toMatch(/href="\/report\.pdf\?lang=sw&amp;as-of=2026-11-20&amp;known-by=/)
  const en = (await app.get('/report?lang=en')).text
  expect(en).toContain('Report on the implementation of resolutions')
  // Figures of a rule that reads what is not public.
  for (const who of ['', 'maji', 'ega'])
    expect((await app.get('/report?lang=en', who)).text).not.toMatch(/17 vetted|vetted":17/)
})

test('a day to come is refused beside the field, in words', async () => {
  const { status, text } = await app.get('/report?as-of=2027-01-01&lang=en')
  expect(status).toBe(422)
  expect(text).toContain('There is no report of a time to come')
  expect(text).toContain('value="2027-01-01"')
  expect((await app.get('/report?as-of=2022-01-01&lang=en')).text).toContain(
    'On that day no rule set was in force',
  )
  expect((await app.get('/report.pdf?as-of=2027-01-01')).status).toBe(422)
  expect((await app.get('/report.csv?as-of=jana')).status).toBeGreaterThanOrEqual(400)
})

test('a moment that is not settled is refused, and makes nobody work the country out again', async () => {
  const before = standings.current()
  for (const known of ['2026-11-20T09:00:59.500Z', '2031-01-01T00:00:00Z']) {
    expect((await app.get(`/report.csv?known-by=${known}`)).status).toBe(422)
    expect((await app.call('GET', `/report?known-by=${known}`, '')).status).toBe(422)
  }
  expect(standings.current()).toBe(before)
})

test('programs read the whole content, and its hash is the hash on the paper', async () => {
  const answer = await app.call('GET', '/report?as-of=2026-11-19', '')
  expect(answer.status).toBe(200)
  const { hash, content } = JSON.parse(answer.text) as { hash: string; content: unknown }
  expect(createHash('sha256').update(canonicalize(content)).digest('hex')).toBe(hash)
  expect(content).toMatchObject({ asOf: '2026-11-19', whole: true, previous: null })
  const { text, headers } = await app.get('/report.csv?as-of=2026-11-19')
  expect(headers.get('content-disposition')).toContain('taarifa-ya-utekelezaji-2026-11-19.csv')
  expect(text).toContain('maji')
  const pdf = await bytesOf('/report.pdf?lang=en&as-of=2026-11-19')
  expect(await textOf(pdf)).toContain(hash)
})

async function bytesOf(path: string): Promise<Uint8Array> {
  const { type, bytes } = await app.file(path)
  expect(type).toBe('application/pdf')
  return bytes
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  let text = ''
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent()
    text += ` ${items.map((item) => ('str' in item ? item.str : '')).join(' ')}`
  }
  return text.replaceAll(/\s+/g, ' ')
}

test('a report is printed again to the byte, whatever has come since: facts, another register, another name', async () => {
  const path = '/report.pdf?lang=sw&as-of=2026-11-20&known-by=2026-11-20T09:00:30Z'
  const first = await bytesOf(path)
  const csv = (await app.get(path.replace('.pdf', '.csv'))).text
  later(3_600_000)
  await database.transact((db) =>
    facts.record(db, [
      { ...about('maji'), type: 'bus.rights', value: { clients: 0, agreements: 0 } },
    ]),
  )
  await database.rows(
    `update register.institution set name_sw = name_sw || ' (jipya)' where id = 'maji'`,
  )
  later(60_000)
  await standings.refresh()
  expect(await keepRegister(deps)).toBe(true)
  expect(await keepRegister(deps)).toBe(false)
  expect(Buffer.from(await bytesOf(path)).equals(Buffer.from(first))).toBe(true)
  expect((await app.get(path.replace('.pdf', '.csv'))).text).toBe(csv)
  const today = (await app.get('/report.csv')).text
  expect(today).not.toBe(csv)
})

test('a directive that is written down with days gone by is in no report of those days', async () => {
  const path = '/report?as-of=2026-11-19'
  const before = (await app.call('GET', path, '')).text
  await issueDirective(deps, people.ega, {
    resolution: null,
    title: { sw: 'Elekezo la nyuma', en: 'A directive of the past' },
    office: { sw: 'Waziri', en: 'Minister' },
    holder: null,
    issuedOn: '2026-11-10',
    effectiveOn: '2026-11-10',
    dueOn: null,
    citation: 'Mfano',
    obligations: [
      {
        title: { sw: 'Kamati iundwe', en: 'Constitute a committee' },
        addressee: { type: 'institutions', which: { is: 'all' } },
        due: { type: 'on', day: '2026-11-10' },
        rule: 'committee-constituted',
        citation: 'Mfano',
        verified: false,
      },
    ],
  })
  later(60_000)
  await standings.refresh()
  expect((await app.call('GET', path, '')).text).toBe(before)
  expect((await app.get('/report.csv')).text).toContain('Elekezo la nyuma')
})

test('what changed since the published quarter is told, from when it was published', async () => {
  await publishQuarter(deps, people.ega, { period: '2026/27-Q2', reason: null })
  later(60_000)
  await database.transact((db) =>
    facts.record(db, [
      { ...about('maji'), type: 'bus.rights', value: { clients: 2, agreements: 1 } },
    ]),
  )
  later(60_000)
  await standings.refresh()
  const { content } = JSON.parse((await app.call('GET', '/report', '')).text) as {
    content: ReportContent
  }
  expect(content.previous).toMatchObject({ period: '2026/27-Q2', edition: 1 })
  const six = content.parts[0]?.directives.find(({ resolution }) => resolution?.number === 6)
  expect(six?.changes?.changed).toEqual([
    {
      institution: 'maji',
      obligation: 'kikao-kazi-3-6-kujiunga',
      was: 'not-met',
      is: 'partly',
    },
  ])
  expect((await app.get('/report?lang=sw')).text).toContain(
    'Kilichobadilika tangu robo ya 2, 2026/27',
  )
  expect(await textOf(await bytesOf('/report.pdf?lang=sw'))).toContain(
    'kutoka «haijatekelezwa» hadi «kwa sehemu»',
  )
})

test('the register that was kept is read and changed by nobody but its owner, and not even by that one', async () => {
  const kept = 'select place from directives.register_kept'
  await expect(database.within({ settings: {} }).rows(kept)).rejects.toThrow('permission denied')
  await expect(database.rows('delete from directives.register_kept')).rejects.toThrow('append-only')
})

test('who asks while too many wait is told to come again', async () => {
  const many = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      app.get(`/report.csv?as-of=2026-10-${String((at % 28) + 1).padStart(2, '0')}`),
    ),
  )
  const statuses = new Set(many.map(({ status }) => status))
  expect(statuses).toEqual(new Set([200, 503]))
  expect((await app.get('/report.csv?as-of=2026-10-01')).status).toBe(200)
})
