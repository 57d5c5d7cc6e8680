import { bodyFromPlain, EnvelopeFault } from '@mtandao/seal'
import {
  isAlias,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml'
import { documentFault, DocumentRefused, type DocumentFault } from './document-fault.ts'
import { depthMax, membersMax } from './limits.ts'
import { isList, isObject, type Json, type JsonObject } from './service-contract.ts'

/** A parsed text, and on which line a pointer stands. */
export interface ReadText {
  readonly value: JsonObject
  lineOf(pointer: string): number | null
}

/**
 * Reads JSON, or YAML 1.2 without anchors, tags and duplicate names. Depth and members are counted before anything is built.
 * @throws DocumentRefused
 */
export function readJsonOrYaml(text: string): ReadText {
  const isJson = text.trimStart().startsWith('{')
  const read = isJson ? readJson(text) : readYaml(text)
  measure(read.value)
  if (!isObject(read.value)) throw refused(documentFault('not-object', { line: 1 }))
  return { value: read.value, lineOf: read.lineOf }
}

function readJson(text: string): { value: Json; lineOf(pointer: string): number | null } {
  const bytes = Buffer.from(text)
  try {
    // The bus's own reader: depth, members and names that stand twice, each with its place.
    bodyFromPlain(bytes, 'json', { bytesMax: bytes.length, depthMax, membersMax })
  } catch (cause) {
    if (!(cause instanceof EnvelopeFault)) throw cause
    const line = bytes.toString('utf8', 0, cause.position).split('\n').length
    const fault =
      cause.code === 'too-deep'
        ? documentFault('too-deep', { line, values: { max: depthMax } })
        : { pointer: '', line, text: cause.text }
    throw new DocumentRefused([fault], { cause })
  }
  let lines: ((pointer: string) => number | null) | undefined
  return {
    // JSON.parse gives nothing but JSON.
    value: JSON.parse(text) as Json,
    // JSON is read as YAML for its lines only, and only when a fault asks for one.
    lineOf: (pointer) => (lines ??= linesOf(text))(pointer),
  }
}

function readYaml(text: string): { value: Json; lineOf(pointer: string): number | null } {
  const deepAt = tooIndentedAt(text)
  if (deepAt !== null) {
    throw refused(documentFault('too-deep', { line: deepAt, values: { max: depthMax } }))
  }
  const counter = new LineCounter()
  let document: Document
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      strict: true,
      // The parser's own check takes quadratic time: what is visited below is checked.
      uniqueKeys: false,
      merge: false,
      lineCounter: counter,
      logLevel: 'silent',
      prettyErrors: false,
    })
  } catch (cause) {
    throw new DocumentRefused([documentFault('too-deep', { values: { max: depthMax } })], { cause })
  }
  const lineAtOffset = (offset: number) => counter.linePos(offset).line
  const [error] = document.errors
  if (error) {
    throw refused(
      documentFault('syntax', {
        line: lineAtOffset(error.pos[0]),
        values: { what: error.message },
      }),
    )
  }
  const faults: DocumentFault[] = []
  visit(document, {
    Map: (_key, node) => {
      const seen = new Set<unknown>()
      for (const { key } of node.items) {
        const name = isScalar(key) ? key.value : key
        if (seen.has(name)) {
          const line = isNode(key) && key.range ? lineAtOffset(key.range[0]) : null
          faults.push(documentFault('twice', { line, values: { what: String(name) } }))
          return visit.BREAK
        }
        seen.add(name)
      }
      return undefined
    },
    Alias: (_key, node) => {
      faults.push(documentFault('alias', { line: node.range ? lineAtOffset(node.range[0]) : null }))
      return visit.BREAK
    },
    Node: (_key, node) => {
      if (isAlias(node) || !node.tag) return undefined
      const line = node.range ? lineAtOffset(node.range[0]) : null
      if (node.anchor !== undefined) faults.push(documentFault('alias', { line }))
      else if (!/^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(node.tag))
        faults.push(documentFault('tag', { line, values: { what: node.tag } }))
      else return undefined
      return visit.BREAK
    },
  })
  if (faults.length > 0) throw new DocumentRefused(faults)
  // The core schema without tags and aliases makes nothing but JSON.
  const value = document.toJS({ maxAliasCount: 0 }) as Json
  return { value, lineOf: (pointer) => lineIn(document, counter, pointer) }
}

/** Where a pointer stands in a text that was read as JSON. */
function linesOf(text: string): (pointer: string) => number | null {
  const counter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: counter,
    logLevel: 'silent',
    uniqueKeys: false,
  })
  return (pointer) => lineIn(document, counter, pointer)
}

function lineIn(document: Document, counter: LineCounter, pointer: string): number | null {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  // What a pointer names may be missing: its parent is the next best place.
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown =
      length === 0 ? document.contents : document.getIn(path.slice(0, length).map(asKey), true)
    if (isPair(node) || !isNode(node) || !node.range) continue
    return counter.linePos(node.range[0]).line
  }
  return null
}

function asKey(part: string): string | number {
  return /^\d{1,6}$/.test(part) ? Number(part) : part
}

/** Brackets (wherever they stand) and dashes of one line: a bound on what the YAML parser may recurse into. */
function tooIndentedAt(text: string): number | null {
  let open = 0
  let line = 0
  for (const row of text.split('\n')) {
    line += 1
    const dashes = /^[\s-]*/.exec(row)?.[0].replaceAll(/[^-]/g, '').length ?? 0
    const questions = /^[\s?:-]*/.exec(row)?.[0].replaceAll(/[^?:]/g, '').length ?? 0
    for (const char of row) {
      if (char === '{' || char === '[') open += 1
      else if (char === '}' || char === ']') open = Math.max(0, open - 1)
      if (open > depthMax * 8) return line
    }
    if (dashes > depthMax * 2 || questions > depthMax) return line
  }
  return null
}

/** @throws DocumentRefused when there is more or deeper than a document may hold */
function measure(value: Json): void {
  let members = 0
  let level: readonly Json[] = [value]
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > depthMax) throw refused(documentFault('too-deep', { values: { max: depthMax } }))
    const below: Json[] = []
    for (const one of level) {
      const inner = isList(one) ? one : isObject(one) ? Object.values(one) : []
      members += inner.length
      if (members > membersMax) {
        throw refused(documentFault('too-many', { values: { max: membersMax } }))
      }
      for (const item of inner) if (typeof item === 'object' && item !== null) below.push(item)
    }
    level = below
  }
}

function refused(fault: DocumentFault): DocumentRefused {
  return new DocumentRefused([fault])
}
