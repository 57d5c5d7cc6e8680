import { expect, test } from 'vitest'
import { apart, noCounts, wholeOf, type Mark } from '../counts.ts'
import { firstRuleSet } from '../seed/settings.ts'
import type { Assessment, Obligation, Result } from '../model.ts'
import { countryHref, isFiltered } from './addresses.ts'
import { kindCounts } from './count-by-kind.ts'
import { filterShape, type CountryFilter } from './country-filter.ts'
import { countryMatrix } from './country-matrix.ts'
import { namesOf } from './country-names.ts'
import { plainWords } from './plain-words.ts'
import { viewOf } from './see-country.ts'
import { hasTrend, publishedCounts } from './see-trend.ts'

const one = (
  institution: string,
  directive: string,
  result: Result,
  more: Partial<Assessment> = {},
): Assessment => ({
  obligation: `${directive}-o`,
  directive,
  institution,
  period: null,
  dueOn: '2025-07-30',
  daysLate: 0,
  result,
  exemptUntil: null,
  rule: 'joined-govesb@1',
  ruleSet: 1,
  why: { code: 'x', params: {} },
  change: null,
  facts: [],
  ...more,
})
const declared = { why: { code: 'declared-not-seen', params: {} }, daysLate: 40 }

const results = new Map<string, readonly Assessment[]>([
  ['maji', [one('maji', 'd1', 'met'), one('maji', 'd2', 'not-met', { daysLate: 12 })]],
  ['afya', [one('afya', 'd1', 'unknown'), one('afya', 'd1', 'met')]],
  ['nida', [one('nida', 'd2', 'not-met', declared)]],
  ['kale', [one('kale', 'd9', 'met')]],
])
const both = (sw: string, en = sw) => ({ sw, en })
const directive = (id: string, number: number, session = 3) => ({
  id,
  title: both(id),
  number,
  session,
})
const names = namesOf(
  [
    {
      id: 'maji',
      name: both('Wizara ya Maji', 'Ministry of Water'),
      acronym: null,
      kind: 'ministry',
      region: 'dodoma',
    },
    {
      id: 'afya',
      name: both('Wizara ya Afya', 'Ministry of Health'),
      acronym: 'MoH',
      kind: 'ministry',
      region: 'dodoma',
    },
    {
      id: 'nida',
      name: both('Mamlaka ya Vitambulisho vya Taifa'),
      acronym: 'NIDA',
      kind: 'authority',
      region: 'dar-es-salaam',
    },
  ],
  [directive('d1', 1), directive('d2', 2)],
)
const obligation = (id: string): Obligation => ({
  id: `${id}-o`,
  directive: id,
  title: both(id),
  addressee: { type: 'institutions', which: { is: 'all' } },
  due: { type: 'from', day: '2025-01-01' },
  rule: 'joined-govesb',
  citation: 'mfano',
  verified: false,
})
const country = {
  asOf: { at: 1, knownBy: 1 },
  inputs: {
    ruleSet: firstRuleSet,
    obligations: [obligation('d1'), obligation('d2')],
    exemptions: [],
    register: { institutions: [] },
  },
  results,
}
const all: CountryFilter = filterShape.parse({})
const see = (filter: Partial<CountryFilter>, after?: string, limit = 50) =>
  viewOf(country, names, { ...all, ...filter }, { after, limit, language: 'sw' })
const found = (filter: Partial<CountryFilter>) => see(filter).rows.map((row) => row.institution)

test('the matrix counts every result once, by directive and together', () => {
  const matrix = countryMatrix(results, ['d1', 'd2'])
  expect(matrix.rows.map(({ institution }) => institution)).toEqual(['maji', 'afya', 'nida'])
  expect(matrix.totals[0]).toMatchObject({ met: 2, unknown: 1, daysLate: 0 })
  expect(matrix.totals[1]).toMatchObject({ 'not-met': 2, declared: 1, daysLate: 40 })
  expect(wholeOf(matrix.whole)).toBe(5)
  expect(matrix.rows[2]?.cells).toEqual([
    null,
    expect.objectContaining({ 'not-met': 1, declared: 1 }),
  ])
})

test('what was declared and not seen stands apart where signs are shown, and within not met where they are counted', () => {
  const counts = { ...noCounts, 'not-met': 3, declared: 1, met: 2 }
  expect(apart(counts)).toEqual([
    ['met', 2],
    ['not-met', 2],
    ['declared', 1],
  ] satisfies [Mark, number][])
  expect(wholeOf(counts)).toBe(5)
})

test('filters find institutions by word, kind, region, result and lateness; totals are of what is found', () => {
  expect(found({ search: 'wiz maji' })).toEqual(['maji'])
  expect(found({ search: 'health' })).toEqual(['afya'])
  expect(found({ search: 'nid' })).toEqual(['nida'])
  expect(found({ search: 'izara' })).toEqual([])
  expect(found({ kind: 'ministry' })).toEqual(['afya', 'maji'])
  expect(found({ region: 'dar-es-salaam' })).toEqual(['nida'])
  expect(found({ result: 'unknown' })).toEqual(['afya'])
  expect(found({ result: 'declared' })).toEqual(['nida'])
  expect(found({ late: true })).toEqual(['nida', 'maji'])
  expect(found({ late: true, directive: 'd1' })).toEqual([])
  expect(found({ directive: 'd9' })).toEqual([])
  expect(see({ kind: 'ministry' }).whole).toMatchObject({ met: 2, 'not-met': 1, declared: 0 })
})

test('rows stand by what they are called, or the worst first', () => {
  expect(found({})).toEqual(['afya', 'nida', 'maji'])
  expect(found({ order: 'late' })).toEqual(['nida', 'maji', 'afya'])
  expect(found({ order: 'not-met' })).toEqual(['nida', 'maji', 'afya'])
})

test('pages follow each other without a gap, also when the last row of one is no longer found', () => {
  const first = see({}, undefined, 1)
  expect(first).toMatchObject({ found: 3, next: 'afya' })
  expect(see({}, 'afya', 1)).toMatchObject({ rows: [{ institution: 'nida' }], next: 'nida' })
  expect(see({}, 'nida', 1)).toMatchObject({ rows: [{ institution: 'maji' }], next: undefined })
  expect(see({}, 'maji', 1).rows).toEqual([])
  expect(see({ result: 'not-met' }, 'afya', 5).rows.map((row) => row.institution)).toEqual([
    'nida',
    'maji',
  ])
})

test('the filter is the same after it has been in an address', () => {
  const filter: CountryFilter = {
    search: 'wizara & co',
    directive: 'd1',
    kind: 'ministry',
    region: 'dodoma',
    result: 'not-met',
    late: true,
    order: 'late',
  }
  const address = new URL(countryHref(filter), 'http://x')
  expect(filterShape.parse(Object.fromEntries(address.searchParams))).toEqual(filter)
  expect(countryHref(all)).toBe('/country')
  expect(isFiltered({ ...all, order: 'late' })).toBe(false)
  expect(isFiltered({ ...all, late: true })).toBe(true)
})

test.each([{ result: 'bora' }, { order: 'x' }, { directive: '../x' }, { search: 'a'.repeat(101) }])(
  'an address that says what no filter knows is refused: %j',
  (query) => {
    expect(filterShape.safeParse(query).success).toBe(false)
  },
)

test('numbers of directives say the session once there are two', () => {
  const numbers = (...rows: ReturnType<typeof directive>[]) =>
    namesOf([], rows).directives.map(({ number }) => number)
  expect(numbers(directive('d1', 1), directive('d2', 2))).toEqual(['1', '2'])
  expect(numbers(directive('d1', 1), directive('e1', 1, 4))).toEqual(['3/1', '4/1'])
})

test('kinds are counted with the institutions that owe; the Government as a whole stands apart', () => {
  const withCentral = new Map([
    ...results,
    ['central-government', [one('central-government', 'd1', 'unknown')]],
  ])
  const kinds = kindCounts(withCentral, (id) => names.institutions.get(id)?.kind ?? null, undefined)
  expect(kinds.map(({ kind, central, institutions }) => [kind, central, institutions])).toEqual([
    ['ministry', false, 2],
    ['authority', false, 1],
    [null, false, 1],
    [null, true, 1],
  ])
  const [only] = kindCounts(withCentral, () => 'x', 'd2')
  expect(only).toMatchObject({
    institutions: 2,
    daysLate: 40,
    counts: { 'not-met': 2, declared: 1 },
  })
})

test('published counts are added up by directive, and nothing published is no trend', () => {
  const rows = [
    { directive: 'd1', result: 'met', declared: false, count: 3 },
    { directive: 'd2', result: 'not-met', declared: false, count: 2 },
    { directive: 'd2', result: 'not-met', declared: true, count: 1 },
  ] as const
  expect(publishedCounts(rows, undefined)).toMatchObject({ met: 3, 'not-met': 3, declared: 1 })
  expect(publishedCounts(rows, 'd1')).toEqual({ ...noCounts, met: 3 })
  expect(hasTrend({ published: [] })).toBe(false)
})

test('searching asks neither case nor accents nor signs', () => {
  expect(plainWords('  Ofisi-ya RAIS (é) ')).toEqual(['ofisi', 'ya', 'rais', 'e'])
})
