import { isList, pointerTo, type Json, type JsonObject } from '../contract/service-contract.ts'
import type { Direction, Finder } from './change.ts'
import { canonical } from './shape.ts'

/** Everything a schema says about one value: type, values, format, limits. */
export function compareValues(
  finder: Finder,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
): void {
  compareTypes(finder, direction, old, now, pointer)
  compareEnums(finder, direction, old, now, pointer)
  compareFormats(finder, direction, old, now, pointer)
  compareLimits(finder, direction, old, now, pointer)
  if (canonical(old['default']) !== canonical(now['default'])) {
    const values = { from: shown(old['default']), to: shown(now['default']) }
    finder.found('default-changed', 'caution', pointerTo(pointer, 'default'), values)
  }
}

const allTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const

/** Types that a value may have; `number` holds `integer`. No `type` means any. */
function typesOf(schema: JsonObject): ReadonlySet<string> {
  const { type } = schema
  if (type === undefined) return new Set(allTypes)
  const types = new Set((isList(type) ? type : [type]).map(String))
  if (types.has('number')) types.add('integer')
  if (schema['nullable'] === true) types.add('null')
  return types
}

function compareTypes(
  finder: Finder,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
): void {
  const before = typesOf(old)
  const after = typesOf(now)
  const at = pointerTo(pointer, 'type')
  const isRequest = direction === 'request'
  const withoutNull = (types: ReadonlySet<string>) => [...types].filter((type) => type !== 'null')
  const lost = withoutNull(before).filter((type) => !after.has(type))
  const gained = withoutNull(after).filter((type) => !before.has(type))
  if (lost.length > 0 || gained.length > 0) {
    const breaks = isRequest ? lost.length > 0 : gained.length > 0
    const values = { from: written(old, before), to: written(now, after) }
    finder.found('type-changed', breaks ? 'breaking' : 'compatible', at, values)
    return
  }
  if (before.has('null') === after.has('null')) return
  if (after.has('null')) finder.found('nullable', isRequest ? 'compatible' : 'breaking', at)
  else finder.found('not-nullable', isRequest ? 'breaking' : 'compatible', at)
}

function written(schema: JsonObject, types: ReadonlySet<string>): string {
  if (schema['type'] === undefined) return '*'
  return [...types].filter((type) => type !== 'integer' || !types.has('number')).join(' | ')
}

/** The values that are listed; `undefined` when any will do. */
function valuesOf(schema: JsonObject): ReadonlyMap<string, Json> | undefined {
  const listed = isList(schema['enum'])
    ? schema['enum']
    : schema['const'] === undefined
      ? undefined
      : [schema['const']]
  return listed && new Map(listed.map((value) => [canonical(value), value]))
}

function compareEnums(
  finder: Finder,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
): void {
  const before = valuesOf(old)
  const after = valuesOf(now)
  const at = pointerTo(pointer, 'enum')
  const isRequest = direction === 'request'
  if (!before && !after) return
  if (!after) finder.found('enum-dropped', isRequest ? 'compatible' : 'caution', at)
  else if (!before) {
    const name = [...after.keys()].join(', ')
    finder.found('enum-set', isRequest ? 'breaking' : 'compatible', at, { name })
  } else {
    const lost = [...before.keys()].filter((value) => !after.has(value))
    const gained = [...after.keys()].filter((value) => !before.has(value))
    if (lost.length > 0) {
      const verdict = isRequest ? 'breaking' : 'compatible'
      finder.found('enum-removed', verdict, at, { name: lost.join(', ') })
    }
    if (gained.length > 0) {
      // A consumer may have thought that it knew them all.
      const verdict = isRequest ? 'compatible' : 'caution'
      finder.found('enum-added', verdict, at, { name: gained.join(', ') })
    }
  }
}

function compareFormats(
  finder: Finder,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
): void {
  for (const name of ['format', 'pattern'] as const) {
    const before = old[name]
    const after = now[name]
    if (canonical(before) === canonical(after)) continue
    const at = pointerTo(pointer, name)
    const values = { from: shown(before), to: shown(after) }
    const isRequest = direction === 'request'
    if (before === undefined) {
      finder.found('format-changed', isRequest ? 'breaking' : 'compatible', at, values)
    } else if (after === undefined) {
      finder.found('format-changed', isRequest ? 'compatible' : 'caution', at, values)
    } else {
      // Whether one pattern holds another is not decided here.
      finder.found('format-changed', name === 'format' ? 'breaking' : 'caution', at, values)
    }
  }
}

interface Limit {
  readonly name: string
  readonly side: 'least' | 'most'
  /** Without it, this is what holds. */
  readonly none: number
}

const limits: readonly Limit[] = [
  { name: 'minLength', side: 'least', none: 0 },
  { name: 'minItems', side: 'least', none: 0 },
  { name: 'minProperties', side: 'least', none: 0 },
  { name: 'maxLength', side: 'most', none: Infinity },
  { name: 'maxItems', side: 'most', none: Infinity },
  { name: 'maxProperties', side: 'most', none: Infinity },
]

function compareLimits(
  finder: Finder,
  direction: Direction,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
): void {
  const judge = (name: string, tighter: boolean, from: string, to: string) => {
    const isRequest = direction === 'request'
    const kind = tighter ? 'limit-tightened' : 'limit-loosened'
    const verdict = tighter === isRequest ? 'breaking' : 'compatible'
    finder.found(kind, verdict, pointerTo(pointer, name), { name, from, to })
  }
  for (const { name, side, none } of limits) {
    const before = numberIn(old, name) ?? none
    const after = numberIn(now, name) ?? none
    if (before === after) continue
    judge(name, side === 'least' ? after > before : after < before, bound(before), bound(after))
  }
  for (const side of ['least', 'most'] as const) {
    const before = edgeOf(old, side)
    const after = edgeOf(now, side)
    if (before.at === after.at && before.open === after.open) continue
    const moved = side === 'least' ? after.at - before.at : before.at - after.at
    const tighter = before.at === after.at ? after.open : moved > 0
    const name = side === 'least' ? 'minimum' : 'maximum'
    judge(name, tighter, edgeText(before, side), edgeText(after, side))
  }
  const unique = now['uniqueItems'] === true
  if ((old['uniqueItems'] === true) !== unique) {
    judge('uniqueItems', unique, String(!unique), String(unique))
  }
}

interface Edge {
  readonly at: number
  /** The edge itself is left out. */
  readonly open: boolean
}

/** `minimum` and `exclusiveMinimum`, the latter a number (3.1) or a flag (3.0). */
function edgeOf(schema: JsonObject, side: 'least' | 'most'): Edge {
  const [name, exclusive] =
    side === 'least' ? ['minimum', 'exclusiveMinimum'] : ['maximum', 'exclusiveMaximum']
  const none = side === 'least' ? -Infinity : Infinity
  const plain = numberIn(schema, name) ?? none
  const strict = numberIn(schema, exclusive)
  if (strict === undefined) return { at: plain, open: schema[exclusive] === true && plain !== none }
  const stricter = side === 'least' ? strict >= plain : strict <= plain
  return stricter ? { at: strict, open: true } : { at: plain, open: false }
}

function edgeText({ at, open }: Edge, side: 'least' | 'most'): string {
  if (!Number.isFinite(at)) return '∞'
  const sign = side === 'least' ? '>' : '<'
  return `${sign}${open ? '' : '='} ${at}`
}

function numberIn(schema: JsonObject, name: string): number | undefined {
  const value = schema[name]
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined
}

function bound(value: number): string {
  return Number.isFinite(value) ? String(value) : '∞'
}

function shown(value: Json | undefined): string {
  return value === undefined ? '–' : typeof value === 'string' ? value : canonical(value)
}
