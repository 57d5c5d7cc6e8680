import {
  isList,
  isObject,
  pointerTo,
  type Json,
  type JsonObject,
} from '../contract/service-contract.ts'
import type { Direction, Finder } from './change.ts'
import { compareValues } from './compare-values.ts'
import { annotations, canonical, shapeOf, type Budget } from './shape.ts'

export interface Comparison {
  readonly finder: Finder
  readonly direction: Direction
  readonly oldRoot: JsonObject
  readonly newRoot: JsonObject
  /** The roots are alike: what is written alike then means the same. */
  readonly sameRoots: boolean
  /** Pairs of named schemas under comparison or compared: each is told once for each direction. */
  readonly seen: Set<string>
  readonly budget: Budget
}

const depthMax = 40

/** Total: every pair of schemas ends in a list of changes, recursive ones too. `pointer` is a place in the new document. */
export function compareSchemas(
  to: Comparison,
  before: Json | undefined,
  after: Json | undefined,
  pointer: string,
  depth = 0,
): void {
  const { finder, direction, budget } = to
  if (budget.left < 0 || (to.sameRoots && canonical(before) === canonical(after))) return
  const old = shapeOf(to.oldRoot, before, to.budget)
  const now = shapeOf(to.newRoot, after, to.budget)
  if (old.name !== '' && now.name !== '') {
    const pair = `${direction} ${old.name} → ${now.name}`
    if (to.seen.has(pair)) return
    to.seen.add(pair)
  }
  if (old.opaque || now.opaque) {
    // Even what could be merged says something; what could not be is told of, unless nothing at all changed.
    const same = canonical(old.schema) === canonical(now.schema)
    if (!same || canonical(before) !== canonical(after))
      finder.found('unreadable', 'caution', pointer)
  }
  if (depth > depthMax || budget.left < 0) {
    finder.found('unreadable', 'caution', pointer)
    return
  }
  compareValues(finder, direction, old.schema, now.schema, pointer)
  compareMembers(to, old.schema, now.schema, pointer, depth)
  compareInner(to, old.schema, now.schema, pointer, depth)
  compareChoices(to, old.schema, now.schema, pointer, depth)
  compareRest(finder, old.schema, now.schema, pointer)
}

function compareMembers(
  to: Comparison,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
  depth: number,
): void {
  const { finder, direction } = to
  const isRequest = direction === 'request'
  const before = membersOf(old)
  const after = membersOf(now)
  const neededBefore = requiredOf(old)
  const neededAfter = requiredOf(now)
  for (const name of before.keys()) {
    if (!after.has(name)) {
      finder.found('member-removed', 'breaking', pointerTo(pointer, 'properties', name), { name })
    }
  }
  for (const [name, schema] of after) {
    const at = pointerTo(pointer, 'properties', name)
    if (!before.has(name)) {
      const breaks = isRequest && neededAfter.has(name) && !neededBefore.has(name)
      const closed = !isRequest && old['additionalProperties'] === false
      const verdict = breaks ? 'breaking' : closed ? 'caution' : 'compatible'
      finder.found('member-added', verdict, at, { name })
      continue
    }
    compareSchemas(to, before.get(name), schema, at, depth + 1)
  }
  for (const name of new Set([...neededBefore, ...neededAfter])) {
    const was = neededBefore.has(name)
    const is = neededAfter.has(name)
    const inBoth = before.has(name) === after.has(name)
    if (was === is || !inBoth) continue
    const at = pointerTo(pointer, 'required')
    if (is) finder.found('member-required', isRequest ? 'breaking' : 'compatible', at, { name })
    else finder.found('member-optional', isRequest ? 'compatible' : 'breaking', at, { name })
  }
  compareOthers(to, old, now, pointer, depth)
}

/** `additionalProperties`: what may stand beside the named members. */
function compareOthers(
  to: Comparison,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
  depth: number,
): void {
  const before = old['additionalProperties'] ?? true
  const after = now['additionalProperties'] ?? true
  const at = pointerTo(pointer, 'additionalProperties')
  const isRequest = to.direction === 'request'
  const isOpen = (value: Json) => value === true || (isObject(value) && isPlain(value))
  if (isOpen(before) && isOpen(after)) return
  if (before === false && after === false) return
  if (after === false) {
    to.finder.found('others-refused', isRequest ? 'breaking' : 'compatible', at)
  } else if (before === false) {
    to.finder.found('others-accepted', isRequest ? 'compatible' : 'caution', at)
  } else if (isOpen(after)) {
    to.finder.found('others-changed', isRequest ? 'compatible' : 'caution', at)
  } else if (isOpen(before)) {
    to.finder.found('others-changed', isRequest ? 'breaking' : 'compatible', at)
  } else compareSchemas(to, before, after, at, depth + 1)
}

function isPlain(schema: JsonObject): boolean {
  return Object.keys(schema).every((name) => annotations.has(name))
}

function compareInner(
  to: Comparison,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
  depth: number,
): void {
  if (old['items'] === undefined && now['items'] === undefined) return
  compareSchemas(to, old['items'], now['items'], pointerTo(pointer, 'items'), depth + 1)
}

/** Alternatives are compared one by one where their number is the same; else a person must look. */
function compareChoices(
  to: Comparison,
  old: JsonObject,
  now: JsonObject,
  pointer: string,
  depth: number,
): void {
  for (const name of ['oneOf', 'anyOf'] as const) {
    const before = old[name]
    const after = now[name]
    if (before === undefined && after === undefined) continue
    const at = pointerTo(pointer, name)
    if (!isList(before) || !isList(after) || before.length !== after.length) {
      to.finder.found('choice-changed', 'caution', at, { name })
      continue
    }
    // Whether a change of one alternative harms depends on the others: it is never called compatible.
    const finder: Finder = {
      found: (kind, verdict, where, values) =>
        to.finder.found(kind, verdict === 'compatible' ? 'caution' : verdict, where, values),
    }
    before.forEach((one, index) =>
      compareSchemas({ ...to, finder }, one, after[index], pointerTo(at, index), depth + 1),
    )
  }
}

/** Compared above, by their meaning. */
const understood: ReadonlySet<string> = new Set([
  'type',
  'nullable',
  'enum',
  'const',
  'format',
  'pattern',
  'default',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'oneOf',
  'anyOf',
  'allOf',
  '$ref',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'uniqueItems',
])

/** Rules that are not understood may mean anything: a change of one is reported, never passed. */
function compareRest(finder: Finder, old: JsonObject, now: JsonObject, pointer: string): void {
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (understood.has(name) || annotations.has(name)) continue
    if (canonical(old[name]) === canonical(now[name])) continue
    finder.found('rule-changed', 'caution', pointerTo(pointer, name), { name })
  }
}

function membersOf(schema: JsonObject): ReadonlyMap<string, Json> {
  const properties = schema['properties']
  return new Map(isObject(properties) ? Object.entries(properties) : [])
}

function requiredOf(schema: JsonObject): ReadonlySet<string> {
  const required = schema['required']
  return new Set(isList(required) ? required.map(String) : [])
}
