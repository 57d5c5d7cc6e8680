import fc from 'fast-check'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { factsAbout, indexOf, reportInputs } from '../../test/report-country.ts'
import { assess } from '../engine/assess.ts'
import { contentHash } from '../publishing/content-hash.ts'
import { changesOf } from './changes.ts'
import { reportContent, type ReportInputs } from './content.ts'
import { hashReport } from './hash-report.ts'
import { reportCsv } from './report-csv.ts'
import { reportPaper } from './report-paper.ts'

const publicUrl = 'https://mtandao.example'

async function pdfOf(
  inputs: ReportInputs,
  language: 'sw' | 'en',
): Promise<Uint8Array<ArrayBuffer>> {
  const content = reportContent(inputs)
  return await reportPaper({ content, hash: contentHash(content) }, { language, publicUrl })
}

async function readBack(bytes: Uint8Array): Promise<{ pdf: PDFDocumentProxy; text: string }> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  let text = ''
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent()
    text += ` ${items.map((item) => ('str' in item ? item.str : '')).join(' ')}`
  }
  return { pdf, text: text.replaceAll(/\s+/g, ' ') }
}

interface Node {
  readonly role?: string
  readonly children?: readonly Node[]
}
async function rolesOf(pdf: PDFDocumentProxy): Promise<Set<string>> {
  const roles = new Set<string>()
  const walk = ({ role, children = [] }: Node): void => {
    if (role !== undefined) roles.add(role)
    for (const child of children) walk(child)
  }
  for (let at = 1; at <= pdf.numPages; at += 1)
    walk((await (await pdf.getPage(at)).getStructTree()) as Node)
  return roles
}

/** A seeded shuffle: another order, the same each time. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  return items
    .map((item, at) => ({ item, place: (at * 7_919 + seed * 104_729) % 10_007 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

describe('the same day and rule set', () => {
  const inputs = reportInputs()

  test('give the same bytes, again and after a trip through JSON', async () => {
    const trip = JSON.parse(JSON.stringify(inputs)) as ReportInputs
    for (const language of ['sw', 'en'] as const) {
      const first = await pdfOf(inputs, language)
      expect(Buffer.from(await pdfOf(trip, language)).equals(Buffer.from(first))).toBe(true)
    }
    expect(reportCsv(reportContent(trip))).toBe(reportCsv(reportContent(inputs)))
    // Four papers: on a busy machine they take their time.
  }, 90_000)

  test('give the same content, in whatever order anything was read', () => {
    const hash = contentHash(reportContent(inputs))
    fc.assert(
      fc.property(fc.nat(1_000), (seed) => {
        const facts = shuffled(factsAbout(12), seed)
        const { sessions, resolutions, directives, issuances, obligations, institutions } = inputs
        const other: ReportInputs = {
          ...reportInputs({ facts }),
          sessions: shuffled(sessions, seed),
          resolutions: shuffled(resolutions, seed),
          directives: shuffled(directives, seed),
          issuances: shuffled(issuances, seed),
          obligations: shuffled(obligations, seed),
          institutions: shuffled(institutions, seed),
          results: shuffled(reportInputs({ facts }).results, seed),
        }
        expect(contentHash(reportContent(other))).toBe(hash)
      }),
      { numRuns: 10 },
    )
  })

  test('do not hear of what was recorded afterwards', () => {
    const late = factsAbout(12).map((fact, at) => ({
      ...fact,
      id: `late-${at}`,
      value: {},
      recordedAt: new Date('2026-10-02T00:00:00Z'),
    }))
    const { moment, ruleSet, obligations } = inputs
    const made = {
      ruleSet,
      obligations,
      exemptions: [],
      register: { institutions: [{ id: 'taasisi-0000', kind: null, systems: [] }] },
    }
    const asOf = { at: moment.at, knownBy: moment.knownBy }
    expect(assess(made, asOf, indexOf([...factsAbout(12), ...late]))).toEqual(
      assess(made, asOf, indexOf(factsAbout(12))),
    )
  })
})

describe('the content', () => {
  const content = reportContent(reportInputs())
  const six = content.parts[0]?.directives.find(({ resolution }) => resolution?.number === 6)

  test('counts each result, and what was only declared within what is not met', () => {
    expect(content.counts.all).toBe(
      content.parts[0]?.directives.reduce((sum, { counts }) => sum + counts.all, 0),
    )
    expect(six?.counts).toEqual({
      met: 3,
      partly: 3,
      'not-met': 2,
      declared: 2,
      unknown: 3,
      exempt: 1,
      'not-applicable': 0,
      all: 12,
    })
    expect(six?.late).toEqual({ count: 8, most: 427, median: 427 })
  })

  test('says who issued it again, and what changed since the published quarter', () => {
    expect(six?.issuances.map(({ issuedOn }) => issuedOn)).toEqual([
      '2023-02-10',
      '2025-02-11',
      '2025-06-23',
    ])
    expect(six?.changes).toMatchObject({ compared: 12, uncompared: 0, nowMet: 2 })
  })

  test('gives reasons only where they are everybody’s', () => {
    const rows = content.parts.flatMap(({ directives }) =>
      directives.flatMap(({ obligations }) => obligations.flatMap(({ results }) => results)),
    )
    for (const { rule, why } of rows) expect(why === null, rule).toBe(!isOpen(rule))
    expect(rows.some(({ why }) => why?.code === 'declared-not-seen')).toBe(true)
  })

  test('knows nothing that was issued or accepted after its day', () => {
    const early = reportContent(reportInputs({ asked: { asOf: '2025-03-01' } }))
    const directive = early.parts[0]?.directives.find(({ resolution }) => resolution?.number === 6)
    expect(directive?.issuances).toHaveLength(2)
  })

  test('holds no person but those who hold the offices that accepted and issued', () => {
    const holders = new Set(
      content.parts.flatMap(({ directives }) =>
        directives.flatMap(({ acceptance, issuances }) => [
          acceptance?.holder,
          ...issuances.map(({ holder }) => holder),
        ]),
      ),
    )
    expect([...holders].filter((one) => typeof one === 'string')).toEqual([
      'Mhe. Jenista Mhagama (Mb)',
    ])
    const keys = new Set<string>()
    JSON.stringify(content, (key, value: unknown) => {
      keys.add(key)
      return value
    })
    for (const key of ['by', 'person', 'name_of', 'collector', 'grantedBy', 'publisher', 'facts'])
      expect(keys).not.toContain(key)
  })
})

const open = [
  'joined-govesb@1',
  'registered-systems@1',
  'unregistered-on-bus@1',
  'committee-constituted@1',
]
const isOpen = (rule: string) => open.includes(rule)

test('the hash made in pieces is the hash of the whole', async () => {
  const content = reportContent(reportInputs())
  expect(await hashReport(content)).toBe(contentHash(content))
  const none = { ...content, parts: [] }
  expect(await hashReport(none)).toBe(contentHash(none))
})

describe('changes', () => {
  const row = { institution: 'a', obligation: 'o', directive: 'd', period: null }
  const previous = {
    period: '2026/27-Q1',
    edition: 1,
    asOf: '2026-09-30T20:59:59.999Z',
    hash: 'c'.repeat(64),
  }

  test('are only seen within one quarter of what recurs', () => {
    const results = [{ ...row, period: '2026/27-Q1', result: 'met' as const }]
    const now = [{ ...row, period: '2026/27-Q2', result: 'unknown' as const }]
    expect(changesOf('d', { ...previous, results }, now)).toEqual({
      compared: 0,
      uncompared: 1,
      nowMet: 0,
      noLongerMet: 0,
      changed: [],
    })
  })

  test('say what it was and what it is', () => {
    const results = [{ ...row, result: 'met' as const }]
    const now = [{ ...row, result: 'partly' as const }]
    expect(changesOf('d', { ...previous, results }, now)).toMatchObject({
      noLongerMet: 1,
      changed: [{ institution: 'a', obligation: 'o', was: 'met', is: 'partly' }],
    })
  })
})

describe('the PDF', () => {
  const inputs = reportInputs()
  const { whole: _, ...moment } = inputs.moment

  test.each([
    [
      'sw',
      [
        'Taarifa ya utekelezaji wa maazimio',
        'Hali ilivyokuwa hadi 30 Septemba 2026',
        'Azimio la 6: Taasisi zijiunge na GovESB',
        'Kisichojulikana',
        'Imetangazwa, haijaonekana (2)',
        'wajiunge kwenye Mfumo Mkuu wa Serikali',
        'Lilipokelewa tarehe 10 Februari 2023 na Mhe. Jenista Mhagama (Mb)',
        '30 Julai 2025',
        'Serikali Kuu kwa ujumla',
        'Ukurasa 1 kati ya',
      ],
    ],
    [
      'en',
      [
        'Report on the implementation of resolutions',
        'How things stood by the end of 30 September 2026',
        'Resolution 6: Join GovESB',
        'What is not known',
        'Declared, not seen (2)',
        'wajiunge kwenye Mfumo Mkuu wa Serikali',
        'Accepted on 10 February 2023 by Mhe. Jenista Mhagama (Mb)',
        'Central Government as a whole',
        'Page 1 of',
      ],
    ],
  ] as const)('reads back whole and tagged in %s', async (language, words) => {
    const { pdf, text } = await readBack(await pdfOf(inputs, language))
    for (const said of words) expect(text).toContain(said)
    expect(text).toContain(contentHash(reportContent(inputs)))
    expect(text).not.toContain('\ufffd')
    const { info } = await pdf.getMetadata()
    expect(info).toMatchObject({ Language: language })
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const roles = await rolesOf(pdf)
    for (const role of ['H1', 'H2', 'H3', 'Table', 'Caption', 'TH', 'TD', 'L', 'LI', 'Figure'])
      expect(roles).toContain(role)
    const outline = await pdf.getOutline()
    const bookmarks = outline.flatMap(({ items }) =>
      items.map(({ title }: { title: string }) => title),
    )
    expect(bookmarks.filter((title) => /^\d+\. /.test(title))).toHaveLength(12)
  })

  test('of a day that is not over says so', async () => {
    const knownBy = new Date('2026-11-24T05:30:00Z')
    const today = reportInputs({ asked: { asOf: '2026-11-24', knownBy } })
    expect(today.moment).toEqual({
      ...moment,
      asOf: '2026-11-24',
      at: knownBy.getTime(),
      knownBy: knownBy.getTime(),
      whole: false,
    })
    const { text } = await readBack(await pdfOf(today, 'sw'))
    expect(text).toContain('Siku hii bado haijaisha')
    expect(text).toContain('known-by=2026-11-24T05%3A30%3A00.000Z')
  })

  test('of a thousand institutions is bounded, and says where the rest is', async () => {
    const { pdf, text } = await readBack(await pdfOf(reportInputs({ count: 1_000 }), 'sw'))
    expect(pdf.numPages).toBeLessThan(40)
    expect(text).toMatch(/na nyingine \d+, zilizo kwenye CSV/)
  })
})

describe('the CSV', () => {
  const content = reportContent(reportInputs())

  test('has a row for each resolution, obligation and institution, and columns that stay', () => {
    const [head = '', ...rows] = reportCsv(content).slice(1).trimEnd().split('\r\n')
    expect(head).toBe(
      'as_of,known_by,rule_set,session,resolution,directive,directive_sw,directive_en,obligation,obligation_sw,obligation_en,institution,acronym,institution_sw,institution_en,kind,period,due_on,result,declared_only,days_late,exempt_until,rule,reason,reason_sw,reason_en',
    )
    expect(rows).toHaveLength(content.counts.all)
    const mine = rows.filter((row) => row.includes('kikao-kazi-3-6-kujiunga,'))
    expect(mine).toHaveLength(12)
    expect(mine.find((row) => row.includes('taasisi-0002'))).toContain(
      ',not-met,yes,427,,joined-govesb@1,declared-not-seen,',
    )
    expect(mine.find((row) => row.includes('taasisi-0003'))).toContain(',exempt,no,0,2026-12-31,')
  })

  test('holds nothing that a spreadsheet would compute', () => {
    const inputs = reportInputs()
    const [first, ...rest] = inputs.institutions
    if (!first) throw new Error('nobody is there')
    const name = { sw: '=HYPERLINK("http://mfano")', en: '@SUM(A1)' }
    const csv = reportCsv(
      reportContent({ ...inputs, institutions: [{ ...first, name, acronym: '+A' }, ...rest] }),
    )
    expect(csv).toContain(`,'+A,"'=HYPERLINK(""http://mfano"")",'@SUM(A1),`)
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m)
  })
})
