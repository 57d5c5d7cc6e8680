import { compactRange, scanJson, type JsonScan } from '../json-scan.ts'
import { readTree, type JsonTree } from '../json-tree.ts'

/** What somebody's serialiser does differently from the bytes that were sent. */
export type StyleMark =
  | 'spaces'
  | 'indented'
  | 'sorted'
  | 'numeric-names-first'
  | 'escaped-slashes'
  | 'escaped-unicode'
  | 'escaped-markup'
  | 'numbers'
  | 'compact'

/** One way of writing a JSON value again. */
export interface WrittenText {
  readonly marks: readonly StyleMark[]
  readonly text: string
}

interface Style {
  readonly marks: readonly StyleMark[]
  readonly comma?: string
  readonly colon?: string
  /** Spaces per level. */
  readonly indent?: string
  readonly order?: 'sorted' | 'javascript'
  readonly slashes?: boolean
  /** How characters beyond ASCII are written. */
  readonly unicode?: 'lower' | 'upper'
  /** Characters that some libraries hide from HTML. */
  readonly markup?: string
  readonly numbers?: 'javascript' | 'java'
}

/** Serialisers people sign with: JavaScript, PHP, Python, Jackson, Gson, .NET, and what they do when asked for pretty text. */
const styles: readonly Style[] = [
  { marks: ['compact'] },
  { marks: ['compact', 'numbers'], numbers: 'javascript' },
  {
    marks: ['compact', 'numeric-names-first', 'numbers'],
    order: 'javascript',
    numbers: 'javascript',
  },
  { marks: ['compact', 'numbers'], numbers: 'java' },
  { marks: ['spaces'], comma: ', ', colon: ': ' },
  { marks: ['spaces', 'escaped-unicode'], comma: ', ', colon: ': ', unicode: 'lower' },
  { marks: ['spaces', 'sorted'], comma: ', ', colon: ': ', order: 'sorted' },
  {
    marks: ['spaces', 'sorted', 'escaped-unicode'],
    comma: ', ',
    colon: ': ',
    order: 'sorted',
    unicode: 'lower',
  },
  { marks: ['spaces'], colon: ': ' },
  { marks: ['spaces'], comma: ', ' },
  { marks: ['compact', 'escaped-unicode'], unicode: 'lower' },
  { marks: ['compact', 'escaped-slashes'], slashes: true },
  { marks: ['compact', 'escaped-slashes', 'escaped-unicode'], slashes: true, unicode: 'lower' },
  { marks: ['compact', 'escaped-markup'], markup: "<>&='" },
  { marks: ['compact', 'escaped-markup', 'escaped-unicode'], markup: '<>&\'"+`', unicode: 'upper' },
  { marks: ['compact', 'escaped-unicode'], unicode: 'upper' },
  { marks: ['compact', 'sorted'], order: 'sorted' },
  { marks: ['compact', 'sorted', 'numbers'], order: 'sorted', numbers: 'javascript' },
  { marks: ['compact', 'sorted', 'escaped-unicode'], order: 'sorted', unicode: 'lower' },
  {
    marks: ['compact', 'sorted', 'escaped-slashes', 'escaped-unicode'],
    order: 'sorted',
    slashes: true,
    unicode: 'lower',
  },
  { marks: ['indented'], indent: '  ' },
  { marks: ['indented'], indent: '    ' },
  { marks: ['indented'], indent: '\t' },
  { marks: ['indented', 'sorted'], indent: '  ', order: 'sorted' },
  { marks: ['indented', 'sorted'], indent: '    ', order: 'sorted' },
  {
    marks: ['indented', 'escaped-slashes', 'escaped-unicode'],
    indent: '    ',
    slashes: true,
    unicode: 'lower',
  },
  { marks: ['indented', 'escaped-unicode'], indent: '    ', unicode: 'lower' },
  { marks: ['indented', 'escaped-unicode'], indent: '  ', unicode: 'lower' },
]

/** The value at [start, end) as each serialiser writes it, every text once; `marks` name what it does. */
export function writeInStyles(
  bytes: Buffer,
  range: { readonly start: number; readonly end: number },
): WrittenText[] {
  const scan = scanJson(bytes)
  const tree = readTree(withoutSpaces(scan, range.start, range.end))
  const seen = new Set<string>()
  const written: WrittenText[] = []
  const add = (text: string, marks: readonly StyleMark[]) => {
    if (seen.has(text)) return
    seen.add(text)
    written.push({ text, marks })
  }
  add(compactRange(scan, range.start, range.end).toString(), ['compact'])
  for (const style of styles) add(write(tree, style, ''), style.marks)
  return written
}

/** Only white space goes: the digits of numbers and the escapes of strings stay as they were sent. */
function withoutSpaces(scan: JsonScan, start: number, end: number): string {
  const edits = scan.edits.filter(({ text }) => text === '')
  return compactRange({ ...scan, edits }, start, end).toString()
}

function write(tree: JsonTree, style: Style, at: string): string {
  switch (tree.kind) {
    case 'literal':
      return number(tree.text, style.numbers)
    case 'string':
      return quoted(tree.text, style)
    case 'array':
      return list(
        '[',
        ']',
        tree.items.map((item) => (inner) => write(item, style, inner)),
        style,
        at,
      )
    case 'object': {
      const colon = style.indent === undefined ? (style.colon ?? ':') : ': '
      const members = inOrder(tree.members, style.order).map(
        ([name, value]) =>
          (inner: string) =>
            quoted(name, style) + colon + write(value, style, inner),
      )
      return list('{', '}', members, style, at)
    }
  }
}

function list(
  opening: string,
  closing: string,
  items: readonly ((inner: string) => string)[],
  { indent, comma = ',' }: Style,
  at: string,
): string {
  if (items.length === 0) return opening + closing
  if (indent === undefined) return opening + items.map((item) => item(at)).join(comma) + closing
  const inner = at + indent
  const lines = items.map((item) => `\n${inner}${item(inner)}`).join(',')
  return `${opening}${lines}\n${at}${closing}`
}

type Members = Extract<JsonTree, { kind: 'object' }>['members']

function inOrder(members: Members, order: Style['order']): Members {
  if (order === undefined) return members
  const isIndex = (name: string) => /^(?:0|[1-9]\d{0,9})$/.test(name)
  if (order === 'sorted')
    return members.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const indices = members.filter(([name]) => isIndex(name))
  return [
    ...indices.toSorted(([one], [other]) => Number(one) - Number(other)),
    ...members.filter(([name]) => !isIndex(name)),
  ]
}

function quoted(text: string, { slashes, unicode, markup = '' }: Style): string {
  let written = JSON.stringify(text)
  if (markup !== '') {
    const characters = Array.from(text, (character) =>
      markup.includes(character)
        ? unicodeEscape(character, unicode)
        : JSON.stringify(character).slice(1, -1),
    )
    written = `"${characters.join('')}"`
  }
  if (slashes) written = written.replaceAll('/', '\\/')
  if (unicode)
    written = written.replaceAll(/[\u0080-\uffff]/g, (unit) => unicodeEscape(unit, unicode))
  return written
}

function unicodeEscape(unit: string, letters: Style['unicode']): string {
  const hex = unit.charCodeAt(0).toString(16).padStart(4, '0')
  return `\\u${letters === 'upper' ? hex.toUpperCase() : hex}`
}

function number(text: string, numbers: Style['numbers']): string {
  if (numbers === undefined || !/^[-\d]/.test(text)) return text
  if (numbers === 'javascript') return JSON.stringify(Number(text))
  if (/^-?\d+$/.test(text)) return BigInt(text).toString()
  const value = Number(text)
  const magnitude = Math.abs(value)
  if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7))
    return Number.isInteger(value) ? `${value}.0` : `${value}`
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}
