import {
  follow,
  isList,
  isObject,
  member,
  textOf,
  type Json,
  type JsonObject,
} from '../services/contract/service-contract.ts'

/** One member of a body, as a line of a table. */
export interface MemberRow {
  /** `mtu.jina`, `watoto[].jina` */
  readonly path: string
  /** `string (date)`, `integer | null`; '' when anything goes. */
  readonly type: string
  readonly required: boolean
  readonly description: string
  readonly values: readonly string[]
  /** `minLength 3` */
  readonly limits: readonly string[]
  /** Number of alternative shapes, which are left to the document. */
  readonly choices: number
  /** The shape of a member above: told there. */
  readonly repeats: boolean
}

const depthMax = 6

/** The members of a schema, outer before inner; `more` when not all are told. */
export function memberRows(
  root: JsonObject,
  schema: Json,
  rowsMax: number,
): { readonly rows: readonly MemberRow[]; readonly more: boolean } {
  const rows: MemberRow[] = []
  let more = false
  const walk = (given: Json, path: string, above: readonly string[]): void => {
    const own = follow(root, given)
    if (!isObject(own)) return
    const { properties, required } = objectOf(root, own)
    for (const [name, inner] of properties) {
      if (rows.length >= rowsMax) {
        more = true
        return
      }
      tell(inner, path === '' ? name : `${path}.${name}`, required.has(name), above)
    }
  }
  const tell = (given: Json, path: string, isRequired: boolean, above: readonly string[]): void => {
    const { inner, suffix } = unwrapList(root, given)
    const refs = [textOf(member(given, '$ref')), textOf(member(inner, '$ref'))].filter(Boolean)
    const repeats = refs.some((ref) => above.includes(ref))
    const at = path + suffix
    rows.push(rowOf(root, { given, inner, path: at, isRequired, repeats }))
    if (repeats) return
    if (above.length >= depthMax) more = true
    else walk(inner, at, [...above, refs.at(-1) ?? ''])
  }
  walk(schema, '', [textOf(member(schema, '$ref'))])
  return { rows, more }
}

function objectOf(root: JsonObject, own: JsonObject) {
  const parts = [own, ...(isList(own['allOf']) ? own['allOf'].map((one) => follow(root, one)) : [])]
  const properties = new Map<string, Json>()
  const required = new Set<string>()
  for (const part of parts) {
    const members = member(part, 'properties')
    const needed = member(part, 'required')
    if (isObject(members))
      for (const [name, one] of Object.entries(members)) properties.set(name, one)
    if (isList(needed)) for (const name of needed) required.add(textOf(name))
  }
  return { properties, required }
}

/** What a list is of, lists of lists too. */
function unwrapList(root: JsonObject, given: Json): { inner: Json; suffix: string } {
  let inner = given
  let suffix = ''
  for (let depth = 0; depth < 3; depth += 1) {
    const items = member(follow(root, inner), 'items')
    if (items === undefined) break
    inner = items
    suffix += '[]'
  }
  return { inner, suffix }
}

interface Told {
  readonly given: Json
  readonly inner: Json
  readonly path: string
  readonly isRequired: boolean
  readonly repeats: boolean
}

const limitNames = [
  'minLength',
  'maxLength',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'pattern',
] as const

function rowOf(root: JsonObject, { given, inner, path, isRequired, repeats }: Told): MemberRow {
  const outer = follow(root, given)
  const own = follow(root, inner)
  const values = member(own, 'enum')
  const choices = member(own, 'oneOf') ?? member(own, 'anyOf')
  return {
    path,
    type: typeText(own),
    required: isRequired,
    description:
      textOf(member(given, 'description')) ||
      textOf(member(outer, 'description')) ||
      textOf(member(own, 'description')),
    values: isList(values) ? values.slice(0, 30).map(plainText) : [],
    limits: limitNames.flatMap((name) => {
      const value = member(own, name) ?? member(outer, name)
      return value === undefined ? [] : `${name} ${plainText(value)}`
    }),
    choices: isList(choices) ? choices.length : 0,
    repeats,
  }
}

export function typeText(schema: Json | undefined): string {
  const type = member(schema, 'type')
  const types = (isList(type) ? type : [type]).filter((one) => typeof one === 'string')
  if (member(schema, 'nullable') === true) types.push('null')
  const format = textOf(member(schema, 'format'))
  return types.join(' | ') + (format === '' ? '' : ` (${format})`)
}

function plainText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
