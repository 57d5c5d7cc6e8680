import {
  isList,
  isObject,
  resolvePointer,
  type Json,
  type JsonObject,
} from '../contract/service-contract.ts'

/** A schema with its reference followed and its `allOf` merged, as far as that can be done honestly. */
export interface Shape {
  readonly schema: JsonObject
  /** How references led here, '' when none did: the same pair met again ends a cycle. */
  readonly name: string
  /** Something in it could not be followed or merged. */
  readonly opaque: boolean
}

const hopsMax = 16

/** Work left: schemas that refer to themselves many times over would take longer than anybody waits. */
export interface Budget {
  left: number
}

export function shapeOf(
  root: JsonObject,
  given: Json | undefined,
  budget: Budget,
  hops = 0,
): Shape {
  budget.left -= 1
  if (budget.left < 0) return { schema: {}, name: '', opaque: true }
  if (given === undefined || given === true) return { schema: {}, name: '', opaque: false }
  if (given === false) return { schema: { not: {} }, name: '', opaque: false }
  if (!isObject(given)) return { schema: {}, name: '', opaque: true }
  const ref = given['$ref']
  if (typeof ref === 'string') {
    const target = hops < hopsMax ? resolvePointer(root, ref) : undefined
    if (target === undefined) return { schema: {}, name: ref, opaque: true }
    const { $ref: _, ...beside } = given
    const followed = shapeOf(root, target, budget, hops + 1)
    const rules = Object.keys(beside).filter((key) => !annotations.has(key))
    // OpenAPI 3.1 lets rules stand beside a reference: both hold.
    if (rules.length === 0) return { ...followed, name: `${ref} ${followed.name}` }
    const both = merge(followed.schema, beside)
    const name = `${ref} ${followed.name} ${canonical(beside)}`
    return { schema: both.schema, name, opaque: followed.opaque || both.opaque }
  }
  const parts = given['allOf']
  if (!isList(parts)) return { schema: given, name: '', opaque: false }
  const { allOf: _, ...own } = given
  let merged: { schema: JsonObject; opaque: boolean } = { schema: own, opaque: false }
  for (const part of parts) {
    const next =
      hops < hopsMax ? shapeOf(root, part, budget, hops + 1) : { schema: {}, opaque: true }
    const both = merge(merged.schema, next.schema)
    merged = { schema: both.schema, opaque: merged.opaque || next.opaque || both.opaque }
  }
  return { ...merged, name: canonical(given) }
}

/** Says something to people, nothing to programs. */
export const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  '$comment',
  'xml',
  '$id',
  '$anchor',
  '$schema',
  '$defs',
  'definitions',
])

function merge(one: JsonObject, other: JsonObject): { schema: JsonObject; opaque: boolean } {
  const merged: Record<string, Json> = { ...one }
  let opaque = false
  for (const [name, value] of Object.entries(other)) {
    const before = merged[name]
    if (before === undefined || annotations.has(name)) merged[name] = value
    else if (name === 'properties' && isObject(before) && isObject(value)) {
      const members: Record<string, Json> = { ...before }
      for (const [key, schema] of Object.entries(value)) {
        const known = Object.hasOwn(members, key) ? members[key] : undefined
        // The same member twice must fit both; only when both say the same is it known what that is.
        if (known !== undefined && canonical(known) !== canonical(schema)) {
          members[key] = { allOf: [known, schema] }
        } else members[key] = schema
      }
      merged[name] = members
    } else if (name === 'required' && isList(before) && isList(value)) {
      merged[name] = [...new Set([...before, ...value])]
    } else if (canonical(before) !== canonical(value)) opaque = true
  }
  return { schema: merged, opaque }
}

/** The same text for the same JSON, whatever the order of members. */
export function canonical(value: Json | undefined): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  if (isObject(value)) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? ''
}
