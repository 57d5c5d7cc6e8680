import type { Text } from '@mtandao/problem'
import { CsvError, parse } from 'csv-parse/sync'
import { problem } from '../problems.ts'
import { columns, fileBytesMax, neededColumns, rowsMax, type ColumnName } from './columns.ts'

export interface CsvLine {
  /** As a text editor counts, from 1. */
  readonly line: number
  /** Only the columns that the file has; undefined: the line has not as many cells as the first. */
  readonly cells: Readonly<Partial<Record<ColumnName, string>>> | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a CSV of institutions: UTF-8 with or without BOM, `,` or `;`, a first line with the names of the columns.
 * @throws Problem `register.file-unreadable`, with what the file is instead
 */
export function readCsv(bytes: Uint8Array): CsvLine[] {
  const text = textOf(bytes)
  const header = firstLineOf(text)
  const delimiter = count(header, ';') > count(header, ',') ? ';' : ','
  const [first, ...rest] = recordsOf(text, delimiter)
  if (!first) throw refuse('Faili halina mstari wowote.', 'The file has no line.')
  const names = namesOf(first.record)
  if (rest.length > rowsMax) {
    throw refuse(
      `Faili lina mistari ${rest.length}; kikomo ni ${rowsMax}.`,
      `The file has ${rest.length} lines; the limit is ${rowsMax}.`,
    )
  }
  return rest.map(({ record, info }) => ({
    line: info.lines,
    cells: record.length === names.length ? cellsOf(names, record) : undefined,
  }))
}

/** The text of the file, or what it is instead of one. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length === 0) throw refuse('Faili ni tupu.', 'The file is empty.')
  if (bytes.length > fileBytesMax) {
    throw refuse('Faili linazidi MiB 2.', 'The file is larger than 2 MiB.')
  }
  const known = signatures.find(({ start }) => start.every((byte, at) => bytes[at] === byte))
  if (known) throw problem('file-unreadable', { detail: known.said, extra: { field: 'file' } })
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw refuse(
      'Faili si maandishi ya UTF-8. Kwenye Excel chagua «CSV UTF-8» unapohifadhi.',
      'The file is not UTF-8 text. In Excel choose “CSV UTF-8” when saving.',
    )
  }
  if (text.includes('\0')) throw refuse('Faili si maandishi.', 'The file is not text.')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

const spreadsheet: Text = {
  sw: 'Hili ni faili la jedwali (xlsx au zip), si CSV. Lifungue, kisha hifadhi kama «CSV UTF-8».',
  en: 'This is a spreadsheet (xlsx or zip), not CSV. Open it and save it as “CSV UTF-8”.',
}
const utf16: Text = {
  sw: 'Faili ni la UTF-16. Hifadhi kama «CSV UTF-8».',
  en: 'The file is UTF-16. Save it as “CSV UTF-8”.',
}
/** How files begin that people upload by mistake. */
const signatures: readonly { readonly start: readonly number[]; readonly said: Text }[] = [
  { start: [0x50, 0x4b, 0x03, 0x04], said: spreadsheet },
  { start: [0x50, 0x4b, 0x05, 0x06], said: spreadsheet },
  {
    start: [0xd0, 0xcf, 0x11, 0xe0],
    said: {
      sw: 'Hili ni faili la zamani la Excel (xls), si CSV. Lifungue, kisha hifadhi kama «CSV UTF-8».',
      en: 'This is an old Excel file (xls), not CSV. Open it and save it as “CSV UTF-8”.',
    },
  },
  {
    start: [0x25, 0x50, 0x44, 0x46],
    said: { sw: 'Hili ni faili la PDF, si CSV.', en: 'This is a PDF file, not CSV.' },
  },
  { start: [0xff, 0xfe], said: utf16 },
  { start: [0xfe, 0xff], said: utf16 },
]

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function recordsOf(text: string, delimiter: string): CsvRecord[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      // Files that two programs have written in turn mix them.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      // One more than may be, so that a long file is told by its length and not read to its end.
      to: rowsMax + 2,
    }) as unknown as CsvRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : 0
    throw problem('file-unreadable', {
      detail: {
        sw: `Mstari wa ${line} hausomeki: angalia alama za nukuu.`,
        en: `Line ${line} cannot be read: look at its quotation marks.`,
      },
      extra: { field: 'file' },
      cause: error,
    })
  }
}

function namesOf(record: readonly string[]): ColumnName[] {
  const names = record.map((name) => name.trim().toLowerCase())
  const strange = names.filter((name) => !(columns as readonly string[]).includes(name))
  if (strange.length > 0) {
    const list = columns.join(', ')
    throw refuse(
      `Safu hii haijulikani: «${shorten(strange[0])}». Zinazojulikana: ${list}.`,
      `This column is not known: “${shorten(strange[0])}”. Known are: ${list}.`,
    )
  }
  if (new Set(names).size !== names.length) {
    throw refuse('Safu moja imetajwa mara mbili.', 'A column stands twice.')
  }
  const missing = neededColumns.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw refuse(`Hakuna safu ${missing.join(', ')}.`, `There is no column ${missing.join(', ')}.`)
  }
  return names as ColumnName[]
}

function cellsOf(names: readonly ColumnName[], record: readonly string[]) {
  return Object.fromEntries(
    names.map((name, at) => [name, unguard((record[at] ?? '').trim())]),
  ) as CsvLine['cells']
}

/** Takes off the mark that `guard` puts before what a spreadsheet would compute. */
function unguard(cell: string): string {
  return /^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell
}

function firstLineOf(text: string): string {
  return text.slice(0, 10_000).trimStart().split(/\r?\n/, 1)[0] ?? ''
}

const count = (text: string, char: string) => text.split(char).length - 1
const shorten = (text = '') => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
const refuse = (sw: string, en: string) =>
  problem('file-unreadable', { detail: { sw, en }, extra: { field: 'file' } })
