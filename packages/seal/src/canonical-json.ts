/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, ECMAScript
 * numbers and escapes. Members that are undefined are left out. Throws TypeError for what JSON or the RFC cannot
 * hold: NaN, infinities, bigint, functions, undefined in arrays, lone surrogates.
 */
export function canonicalize(value: unknown): string {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalize).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value as Readonly<Record<string, unknown>>)
  throw new TypeError(`this ${typeof value} has no canonical JSON form`)
}

function canonicalObject(value: Readonly<Record<string, unknown>>): string {
  let members = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member === undefined) continue
    if (members !== '') members += ','
    members += `${canonicalString(name)}:${canonicalize(member)}`
  }
  return `{${members}}`
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical JSON form')
  return JSON.stringify(value)
}
