import { follow, isList, isObject, member, type Json, type JsonObject } from './service-contract.ts'

const depthMax = 8

/** Values made at most for one example; the rest are null. */
const valuesMax = 2_000

/** A value that fits a schema well enough to show and to try with; the same every time. */
export function exampleOf(root: JsonObject, schema: Json): Json {
  return make({ root, left: valuesMax }, schema, 0)
}

interface Making {
  readonly root: JsonObject
  left: number
}

function make(making: Making, schema: Json, depth: number): Json {
  making.left -= 1
  const own = follow(making.root, schema)
  if (!isObject(own) || depth > depthMax || making.left < 0) return null
  if (own['example'] !== undefined) return own['example']
  const given = [own['examples'], own['enum']].find((list) => isList(list) && list.length > 0)
  if (isList(given)) return given[0] ?? null
  for (const name of ['const', 'default']) {
    const value = member(own, name)
    if (value !== undefined) return value
  }
  return composed(making, own, depth) ?? byType(making, own, depth)
}

function composed(making: Making, schema: JsonObject, depth: number): Json | undefined {
  const all = schema['allOf']
  if (isList(all)) {
    const parts = [...all, { ...schema, allOf: null }].map((one) => make(making, one, depth + 1))
    const objects = parts.filter(isObject)
    return objects.length > 0 ? Object.assign({}, ...objects) : parts[0]
  }
  for (const name of ['oneOf', 'anyOf']) {
    const list = schema[name]
    if (isList(list) && list[0] !== undefined) return make(making, list[0], depth + 1)
  }
  return undefined
}

const texts: Readonly<Record<string, string>> = {
  date: '2026-07-01',
  'date-time': '2026-07-01T09:00:00Z',
  time: '09:00:00',
  email: 'jina@mfano.go.tz',
  uri: 'https://mfano.go.tz/',
  uuid: '00000000-0000-4000-8000-000000000000',
  byte: 'bWZhbm8=',
}

function byType(making: Making, schema: JsonObject, depth: number): Json {
  const { type } = schema
  const first = isList(type) ? type.find((one) => one !== 'null') : type
  const properties = schema['properties']
  if (first === 'object' || isObject(properties)) {
    if (!isObject(properties)) return {}
    const members = Object.entries(properties).slice(0, 200)
    return Object.fromEntries(
      members.map(([name, one]): [string, Json] => [name, make(making, one, depth + 1)]),
    )
  }
  if (first === 'array') {
    return schema['items'] === undefined ? [] : [make(making, schema['items'], depth + 1)]
  }
  if (first === 'integer' || first === 'number') {
    const least = schema['minimum']
    return typeof least === 'number' ? least : 1
  }
  if (first === 'boolean') return true
  if (first !== 'string') return null
  const { format, minLength } = schema
  const text = (typeof format === 'string' ? texts[format] : undefined) ?? 'mfano'
  const least = typeof minLength === 'number' ? Math.min(minLength, 200) : 0
  return text.padEnd(least, 'x')
}
