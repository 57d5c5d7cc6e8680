/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, ECMAScript
 * numbers and escapes. Members that are undefined are left out. Throws TypeError for what JSON or the RFC cannot
 * hold: NaN, infinities, bigint, functions, undefined in arrays, lone surrogates.
 */
export function canonicalize(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON form`)
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value)
        ? `[${value.map(canonicalize).join(',')}]`
        : canonicalObject(value as Readonly<Record<string, unknown>>)
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON form`)
  }
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
