import fc from 'fast-check'

/** As much of JSON Schema as our own schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly propertyNames?: JsonSchema
}

/** Values that fit a schema, as far as it says what fits. */
export function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either && either.length > 0) return fc.oneof(...either.map(fitting))
  if (schema.allOf) return fitting(Object.assign({}, ...schema.allOf) as JsonSchema)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return whole(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(fitting(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 2),
      })
    case 'object':
      return object(schema)
    case undefined:
    default:
      return fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.integer())
  }
}

function object({ properties = {}, required = [], additionalProperties }: JsonSchema) {
  const known = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]),
  )
  if (Object.keys(known).length > 0 || typeof additionalProperties !== 'object')
    return fc.record(known, { requiredKeys: required.filter((name) => name in known) })
  return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fitting(additionalProperties), {
    maxKeys: 3,
  })
}

function whole({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  const min = Math.ceil(minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1))
  const max = Math.floor(maximum ?? (exclusiveMaximum === undefined ? 1e6 : exclusiveMaximum - 1))
  return fc
    .maxSafeInteger()
    .map((n) => min + (Math.abs(n) % Math.max(1, Math.min(max - min, 1e6) + 1)))
}

const day = fc
  .integer({ min: 0, max: 3_000 })
  .map((days) => new Date(Date.UTC(2022, 0, 1) + days * 86_400_000).toISOString())

function text({ format, pattern, minLength = 0, maxLength = 60 }: JsonSchema) {
  if (format === 'uuid' || format === 'guid') return fc.uuid()
  if (format === 'date') return day.map((at) => at.slice(0, 10))
  if (format === 'date-time') return day
  if (format === 'email')
    return fc.stringMatching(/^[a-z]{3,8}$/).map((name) => `${name}@mfano.example`)
  if (format === 'uri' || format === 'url')
    return fc.stringMatching(/^[a-z]{3,8}$/).map((name) => `https://${name}.mfano.example/`)
  if (pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'))
    } catch {
      // A pattern that cannot be turned round is tried with plain words.
    }
  }
  const letters = 'abcdefghij klmnop'.split('')
  return fc
    .string({
      unit: fc.constantFrom(...letters),
      minLength: Math.max(minLength, 1),
      maxLength: Math.max(minLength, Math.min(maxLength, minLength + 40), 1),
    })
    .map((words) => (words.trim().length >= minLength ? words : words.replaceAll(' ', 'x')))
}

/** What no honest program sends. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\u202e',
    "'; drop table x; --",
    '../../etc/passwd',
    '%00',
    '__proto__',
    'x'.repeat(5_000),
    '😀'.repeat(300),
    '2026-02-31',
    '9999999999999999999',
    [],
    {},
    [[[[[[]]]]]],
    { __proto__: 1 },
  ),
  fc.anything({ maxDepth: 2 }).map(plain),
  fc.string({ unit: 'binary', maxLength: 50 }),
)

/** Anything that JSON can carry. */
function plain(value: unknown): unknown {
  try {
    const carried = JSON.stringify(value) as string | undefined
    return carried === undefined ? null : (JSON.parse(carried) as unknown)
  } catch {
    return null
  }
}

/** Input that fits, with one to three members replaced, left out or added. */
export function hostile(schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(schema.properties ?? {})
  const fault = fc.record({
    name: names.length > 0 ? fc.constantFrom(...names, 'ziada') : fc.constant('ziada'),
    how: fc.constantFrom('replace', 'replace', 'drop'),
    value: junk,
  })
  return fc
    .tuple(fitting({ type: 'object', ...schema }), fc.array(fault, { minLength: 0, maxLength: 3 }))
    .map(([fits, faults]) => {
      const input = { ...(fits as Record<string, unknown>) }
      for (const { name, how, value } of faults) {
        if (how === 'drop') delete input[name]
        else input[name] = value
      }
      return input
    })
}
