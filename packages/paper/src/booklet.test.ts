import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, expect, test } from 'vitest'
import { createBooklet } from './booklet.ts'

const at = new Date('2026-06-30T20:59:59Z')
const label = (page: number, of: number) => `Ukurasa ${page} kati ya ${of}`

async function made(): Promise<Uint8Array<ArrayBuffer>> {
  const booklet = createBooklet({ title: 'Taarifa', language: 'sw', at })
  booklet.heading(1, 'Taarifa ya mwaka')
  booklet.heading(2, 'Sehemu ya kwanza', 'Kwanza')
  booklet.paragraph('Maneno ya wengine.', { quote: true, lang: 'en' })
  booklet.list(['moja', 'mbili \u4e00'])
  booklet.bar(
    [
      { label: 'ndiyo 3', count: 3, colour: '#1d6b3a' },
      { label: 'hapana 1', count: 1, colour: '#a3271b' },
      { label: 'hakuna 0', count: 0, colour: '#000000' },
    ],
    'ndiyo 3, hapana 1',
  )
  booklet.table({
    caption: 'Jedwali',
    columns: [
      { label: 'Jina', share: 3, names: true },
      { label: 'Idadi', share: 1, number: true },
    ],
    rows: Array.from({ length: 80 }, (_, row) => [
      { text: `safu ya ${row + 1}`, bold: true },
      String(row),
    ]),
  })
  booklet.heading(2, 'Sehemu ya pili', 'Pili')
  return await booklet.finish('SHA-256 abc', label)
}

let pdf: PDFDocumentProxy
beforeAll(async () => {
  pdf = await getDocument({ data: await made(), verbosity: 0 }).promise
})

interface Node {
  readonly role?: string
  readonly lang?: string
  readonly alt?: string
  readonly children?: readonly Node[]
}

async function rolesOf(page: number): Promise<Map<string, number>> {
  const roles = new Map<string, number>()
  const walk = ({ role, children = [] }: Node): void => {
    if (role !== undefined) roles.set(role, (roles.get(role) ?? 0) + 1)
    for (const child of children) walk(child)
  }
  walk((await (await pdf.getPage(page)).getStructTree()) as Node)
  return roles
}

async function textOf(page: number): Promise<string> {
  const { items } = await (await pdf.getPage(page)).getTextContent()
  return items
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

test('the same words give the same bytes', async () => {
  expect(Buffer.from(await made()).equals(Buffer.from(await made()))).toBe(true)
})

test('headings, lists, bars and tables are tagged, and a table over pages is one with its header tagged once', async () => {
  const first = await rolesOf(1)
  for (const role of ['H1', 'H2', 'L', 'LI', 'LBody', 'BlockQuote', 'Figure', 'Table', 'Caption'])
    expect(first.get(role), role).toBeGreaterThan(0)
  expect(pdf.numPages).toBe(3)
  // Each page knows the whole table: two cells of the header, and a name and a figure to each row.
  for (const page of [1, 2, 3]) {
    const roles = await rolesOf(page)
    expect([roles.get('Table'), roles.get('TD'), roles.get('TH')]).toEqual([1, 80, 82])
  }
})

test('the header of a table comes again on each page, and every page is numbered', async () => {
  for (const page of [1, 2, 3]) {
    const text = await textOf(page)
    expect(text).toContain('Jina Idadi')
    expect(text).toContain(`Ukurasa ${page} kati ya 3`)
    expect(text).toContain('SHA-256 abc')
  }
  expect(await textOf(1)).toContain('mbili \ufffd')
  expect(await textOf(1)).toContain('hapana 1')
  expect(await textOf(1)).not.toContain('hakuna 0')
})

test('bookmarks follow the headings', async () => {
  const outline = await pdf.getOutline()
  expect(outline.map(({ title }) => title)).toEqual(['Taarifa ya mwaka'])
  expect(outline[0]?.items.map(({ title }: { title: string }) => title)).toEqual(['Kwanza', 'Pili'])
})

test('the file says its language and title and no time of its own', async () => {
  const { info } = await pdf.getMetadata()
  expect(info).toMatchObject({
    Language: 'sw',
    Title: 'Taarifa',
    CreationDate: 'D:20260630205959Z',
  })
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
})
