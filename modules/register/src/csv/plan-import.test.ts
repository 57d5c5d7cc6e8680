import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { fileBytesMax, rowsMax, type Row } from './columns.ts'
import { planImport, type Known } from './plan-import.ts'
import { readCsv } from './read-csv.ts'
import { writeCsv } from './write-csv.ts'

const row = (given: Partial<Row>): Row => ({
  id: 'moja',
  class: 'GOV',
  code: 'MOJA',
  name_sw: 'Taasisi Moja',
  name_en: 'Institution One',
  acronym: '',
  kind: 'agency',
  parent: '',
  region: 'dodoma',
  websites: '',
  ...given,
})
const known = (...rows: readonly Row[]) =>
  new Map<string, Known>(
    rows.map((one) => [one.id, { ...one, nameFrom: null, standingFrom: null }]),
  )
const bytes = (text: string) => Buffer.from(text)
const plan = (text: string, state = known(), from = '2026-07-01') =>
  planImport(readCsv(bytes(text)), state, from).map(({ verdict }) => verdict)
const head = 'id,class,code,name_sw,name_en,acronym,kind,parent,region,websites\r\n'

const cell = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '' && text.length <= 300)
const anyRow = fc.record({
  class: fc.constantFrom('GOV', 'LGA'),
  name_sw: fc.oneof(
    cell,
    cell.map((text) => `=${text}`),
    cell.map((text) => `'+${text}`),
  ),
  name_en: fc.oneof(
    cell,
    cell.map((text) => `"${text}";,\t`.trim()),
  ),
  acronym: fc.constantFrom('', 'ABC', '@BC', '-x'),
  kind: fc.constantFrom('', ...kinds.map(({ code }) => code)),
  region: fc.constantFrom('', ...regions.map(({ code }) => code)),
  websites: fc.constantFrom('', 'https://a.go.tz https://b.go.tz/?a=1,2'),
})

test('importing what was exported changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 30 }), (given) => {
      const rows = given.map((one, at) => ({
        ...one,
        name_en: one.name_en.replaceAll(/\p{Cc}/gu, ''),
        id: `taasisi-${at}`,
        code: `C${at}`,
        parent: at % 3 === 2 ? `taasisi-${at - 1}` : '',
      }))
      const verdicts = plan(writeCsv(rows), known(...rows))
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(rows.map(() => 'unchanged'))
    }),
  )
})

test('a new register made from an export is that register', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 20 }), (given) => {
      const rows = given.map((one, at) => ({
        ...one,
        name_en: one.name_en.replaceAll(/\p{Cc}/gu, ''),
        id: `taasisi-${at}`,
        code: `C${at}`,
        parent: '',
      }))
      const planned = planImport(readCsv(bytes(writeCsv(rows))), known(), '2026-07-01')
      expect(planned.map((one) => one.row)).toEqual(rows)
    }),
  )
})

test('a semicolon file with a byte order mark, as spreadsheets here write it, is read', () => {
  const text =
    '\uFEFFid;class;code;name_sw;name_en\r\nmpya;GOV;MPYA;Taasisi Mpya;New Institution\r\n'
  expect(plan(text)).toMatchObject([{ line: 2, id: 'mpya', verdict: 'new' }])
})

test('columns that the file does not have stay as they are', () => {
  const [verdict] = plan('id,name_sw,name_en\nmoja,Taasisi Moja,Institution 1\n', known(row({})))
  expect(verdict).toMatchObject({
    verdict: 'changed',
    changes: [{ column: 'name_en', before: 'Institution One', after: 'Institution 1' }],
  })
})

test('every fault of a line is told, and the other lines go on', () => {
  const text = `${head}mpya,GOV,MPYA,Mpya,New,,agency,,dodoma,\nBaya Id,GOV,,,New,,wizard,,mars,not-a-url\nfupi,GOV\n`
  expect(plan(text).map(({ verdict, why }) => [verdict, why])).toEqual([
    ['new', []],
    [
      'refused',
      [
        { column: 'id', reason: 'bad-form' },
        { column: 'code', reason: 'missing' },
        { column: 'name_sw', reason: 'missing' },
        { column: 'kind', reason: 'not-listed' },
        { column: 'region', reason: 'not-listed' },
        { column: 'websites', reason: 'bad-form' },
      ],
    ],
    ['refused', [{ column: null, reason: 'wrong-columns' }]],
  ])
})

test('one id or one address twice is refused, and so is another’s address', () => {
  const state = known(row({}))
  const lines = [
    'mbili,GOV,MBILI,A,A,,,,,',
    'mbili,GOV,TATU,A,A,,,,,',
    'nne,GOV,MOJA,A,A,,,,,',
    'tano,GOV,TANO,A,A,,,,,',
    'sita,GOV,TANO,A,A,,,,,',
    'moja,GOV,KUMI,Taasisi Moja,Institution One,,agency,,dodoma,',
  ]
  expect(plan(head + lines.join('\n'), state).map(({ why }) => why[0]?.reason)).toEqual([
    'repeated',
    'repeated',
    'address-taken',
    undefined,
    'address-taken',
    'address-fixed',
  ])
})

test('a parent may stand later in the file; a refused parent takes its children with it', () => {
  const lines = [
    'mtoto,GOV,A,A,A,,,mama,,',
    'mama,GOV,B,B,B,,,,,',
    'yatima,GOV,C,C,C,,,hayupo,,',
    'mjukuu,GOV,D,D,D,,,yatima,,',
  ]
  expect(
    plan(head + lines.join('\n')).map(({ verdict, why }) => why[0]?.reason ?? verdict),
  ).toEqual(['new', 'new', 'unknown-parent', 'unknown-parent'])
})

test('an institution is never put under itself, not by two lines together either', () => {
  const state = known(row({}), row({ id: 'mbili', code: 'MBILI' }))
  const text =
    'id,name_sw,name_en,parent\nmoja,Taasisi Moja,Institution One,mbili\nmbili,Taasisi Moja,Institution One,moja\n'
  expect(plan(text, state).map(({ why }) => why[0]?.reason)).toEqual(['loop', 'loop'])
})

test('a change before the present name began is refused', () => {
  const state = new Map([['moja', { ...row({}), nameFrom: '2026-08-01', standingFrom: null }]])
  const text = 'id,name_sw,name_en\nmoja,Jina Jipya,Institution One\n'
  expect(plan(text, state)[0]?.why).toEqual([{ column: 'name_sw', reason: 'date-order' }])
  expect(plan(text, state, '2026-08-01')[0]?.verdict).toBe('changed')
})

test('what a spreadsheet would compute leaves with a mark before it', () => {
  const text = writeCsv([row({ name_sw: '=HYPERLINK("http://mbaya")', name_en: '-1+1' })])
  expect(text).toContain(`"'=HYPERLINK(""http://mbaya"")"`)
  expect(text).toContain(`'-1+1`)
  expect(readCsv(bytes(text))[0]?.cells?.name_sw).toBe('=HYPERLINK("http://mbaya")')
})

test.each([
  ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /xlsx/],
  ['an old spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /xls/],
  ['a PDF', bytes('%PDF-1.7'), /PDF/],
  ['UTF-16', Buffer.from('\uFEFFid,name', 'utf16le'), /UTF-16/],
  ['Latin letters of another encoding', Buffer.from([0x69, 0x64, 0xe9, 0x0a]), /UTF-8/],
  ['nothing', Buffer.alloc(0), /empty/],
  ['no known column', bytes('jina,namba\n1,2\n'), /not known/],
  ['a column twice', bytes('id,id,name_sw,name_en\n'), /twice/],
  ['too few columns', bytes('id,kind\n'), /name_sw/],
  ['an open quotation', bytes(`${head}"mpya,GOV\n`), /quotation/],
  ['more than 2 MiB', Buffer.alloc(fileBytesMax + 1, 0x61), /2 MiB/],
])('%s is refused and called by its name', (_, file, said) => {
  expect(() => readCsv(file)).toThrow(said)
})

test('the limit of lines is a limit', () => {
  const text = (count: number) => `id,name_sw,name_en\n${'a,b,c\n'.repeat(count)}`
  expect(readCsv(bytes(text(rowsMax)))).toHaveLength(rowsMax)
  expect(() => readCsv(bytes(text(rowsMax + 1)))).toThrow(/20000|20001/)
})
