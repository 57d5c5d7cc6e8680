import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject, ServiceContract } from '../contract/service-contract.ts'
import { compareContracts } from './compare-contracts.ts'

function contract(request: Json, answer: Json, root: JsonObject = {}): ServiceContract {
  return {
    format: 'openapi-3.1',
    title: 'x',
    version: '1',
    description: '',
    root,
    operations: [
      {
        id: 'POST /',
        method: 'POST',
        path: '/',
        summary: '',
        description: '',
        deprecated: false,
        pointer: '/paths/~1/post',
        parameters: [],
        request: { required: true, description: '', content: [media(request, '/q')] },
        answers: [
          {
            status: '200',
            description: '',
            headers: [],
            content: [media(answer, '/a')],
            pointer: '/a',
          },
        ],
        security: [],
      },
    ],
  }
}

const media = (schema: Json, pointer: string) => ({
  type: 'application/json',
  schema,
  examples: [],
  pointer,
})

const told = (old: ServiceContract, now: ServiceContract) =>
  compareContracts(old, now).map(({ kind, verdict }) => `${verdict} ${kind}`)

const asked = (old: Json, now: Json) => told(contract(old, {}), contract(now, {}))
const given = (old: Json, now: Json) => told(contract({}, old), contract({}, now))

describe('the same change on each side', () => {
  const object = (properties: JsonObject, more: JsonObject = {}): Json => ({
    type: 'object',
    properties,
    ...more,
  })
  const text = { type: 'string' }
  test.each<[string, Json, Json, string[], string[]]>([
    [
      'a member removed',
      object({ a: text }),
      object({}),
      ['breaking member-removed'],
      ['breaking member-removed'],
    ],
    [
      'an optional member added',
      object({}),
      object({ a: text }),
      ['compatible member-added'],
      ['compatible member-added'],
    ],
    [
      'a required member added',
      object({}),
      object({ a: text }, { required: ['a'] }),
      ['breaking member-added'],
      ['compatible member-added'],
    ],
    [
      'a member made required',
      object({ a: text }),
      object({ a: text }, { required: ['a'] }),
      ['breaking member-required'],
      ['compatible member-required'],
    ],
    [
      'a member made optional',
      object({ a: text }, { required: ['a'] }),
      object({ a: text }),
      ['compatible member-optional'],
      ['breaking member-optional'],
    ],
    [
      'another type',
      text,
      { type: 'integer' },
      ['breaking type-changed'],
      ['breaking type-changed'],
    ],
    [
      'a wider type',
      { type: 'integer' },
      { type: 'number' },
      ['compatible type-changed'],
      ['breaking type-changed'],
    ],
    [
      'null from 3.0',
      text,
      { type: 'string', nullable: true },
      ['compatible nullable'],
      ['breaking nullable'],
    ],
    [
      'null from 3.1',
      text,
      { type: ['string', 'null'] },
      ['compatible nullable'],
      ['breaking nullable'],
    ],
    [
      'a value added',
      { enum: ['a'] },
      { enum: ['a', 'b'] },
      ['compatible enum-added'],
      ['caution enum-added'],
    ],
    [
      'a value removed',
      { enum: ['a', 'b'] },
      { enum: ['a'] },
      ['breaking enum-removed'],
      ['compatible enum-removed'],
    ],
    [
      'a longer text',
      { maxLength: 5 },
      { maxLength: 9 },
      ['compatible limit-loosened'],
      ['breaking limit-loosened'],
    ],
    [
      'a shorter text',
      { maxLength: 9 },
      { maxLength: 5 },
      ['breaking limit-tightened'],
      ['compatible limit-tightened'],
    ],
    [
      'a limit that was not',
      {},
      { minimum: 5 },
      ['breaking limit-tightened'],
      ['compatible limit-tightened'],
    ],
    [
      'an exclusive limit, 3.0 and 3.1',
      { minimum: 5, exclusiveMinimum: true },
      { exclusiveMinimum: 5 },
      [],
      [],
    ],
    [
      'a format',
      text,
      { type: 'string', format: 'date' },
      ['breaking format-changed'],
      ['compatible format-changed'],
    ],
    [
      'others refused',
      object({}),
      object({}, { additionalProperties: false }),
      ['breaking others-refused'],
      ['compatible others-refused'],
    ],
    [
      'others accepted',
      object({}, { additionalProperties: false }),
      object({}),
      ['compatible others-accepted'],
      ['caution others-accepted'],
    ],
    [
      'one more alternative',
      { oneOf: [text] },
      { oneOf: [text, { type: 'integer' }] },
      ['caution choice-changed'],
      ['caution choice-changed'],
    ],
    [
      'a rule nobody knows',
      {},
      { 'x-rule': 1 },
      ['caution rule-changed'],
      ['caution rule-changed'],
    ],
    [
      'what allOf says, said plainly',
      { allOf: [object({ a: text }, { required: ['a'] }), object({ b: text })] },
      object({ a: text, b: text }, { required: ['a'] }),
      [],
      [],
    ],
    [
      'words for people',
      { description: 'a' },
      { description: 'b', example: 1, title: 'c' },
      [],
      [],
    ],
  ])('%s', (_, old, now, request, answer) => {
    expect(asked(old, now)).toEqual(request)
    expect(given(old, now)).toEqual(answer)
  })
})

test('a change behind a reference is found where it is used, once', () => {
  const withMtu = (properties: JsonObject) =>
    contract({}, { $ref: '#/s/Mtu' }, { s: { Mtu: { properties } } })
  const ref = { $ref: '#/s/Mtu' }
  const found = compareContracts(
    withMtu({ jina: { type: 'string' }, mzazi: ref, watoto: { items: ref } }),
    withMtu({ mzazi: ref, watoto: { items: ref } }),
  )
  expect(found).toMatchObject([
    {
      kind: 'member-removed',
      verdict: 'breaking',
      pointer: '/a/schema/properties/jina',
      operation: 'POST /',
    },
  ])
})

test('allOf whose parts disagree is a caution when it changes, never compatible', () => {
  const old = { allOf: [{ maxLength: 5 }, { maxLength: 7 }] }
  expect(asked(old, old)).toEqual([])
  expect(asked(old, { allOf: [{ maxLength: 5 }, { maxLength: 8 }] })).toContain(
    'caution unreadable',
  )
})

test('operations, parameters, answers and security', () => {
  const [operation] = contract({}, {}).operations
  if (!operation) throw new Error('no operation')
  const of = (...operations: (typeof operation)[]) => ({ ...contract({}, {}), operations })
  const parameter = {
    in: 'query',
    name: 'p',
    required: false,
    description: '',
    schema: {},
    example: null,
    pointer: '/p',
  }
  expect(told(of(operation), of())).toEqual(['breaking operation-removed'])
  expect(told(of(), of(operation))).toEqual(['compatible operation-added'])
  const withP = { ...operation, parameters: [parameter] }
  expect(told(of(withP), of(operation))).toEqual(['breaking parameter-removed'])
  expect(told(of(operation), of(withP))).toEqual(['compatible parameter-added'])
  const needed = { ...operation, parameters: [{ ...parameter, required: true }] }
  expect(told(of(withP), of(needed))).toEqual(['breaking parameter-required'])
  expect(told(of(operation), of(needed))).toEqual(['breaking parameter-added'])
  const secured = { ...operation, security: ['key (apiKey header)'] }
  expect(told(of(operation), of(secured))).toEqual(['breaking security-asked'])
  expect(told(of(secured), of(operation))).toEqual(['compatible security-dropped'])
  const either = { ...operation, security: ['key (apiKey header)', 'token (http bearer)'] }
  expect(told(of(secured), of(either))).toEqual(['compatible security-added'])
  expect(told(of(either), of(secured))).toEqual(['breaking security-removed'])
  expect(told(of(operation), of({ ...operation, answers: [] }))).toEqual([
    'breaking answer-removed',
  ])
  expect(told(of(operation), of({ ...operation, request: null }))).toEqual([
    'breaking body-removed',
  ])
})

test('another name of a path member is no change, another path is', () => {
  const [operation] = contract({}, {}).operations
  if (!operation) throw new Error('no operation')
  const at = (path: string) => {
    const name = /\{(.*)\}/.exec(path)?.[1] ?? ''
    const parameters = [
      { in: 'path', name, required: true, description: '', schema: {}, example: null, pointer: '' },
    ]
    return {
      ...contract({}, {}),
      operations: [{ ...operation, id: `POST ${path}`, path, parameters }],
    }
  }
  expect(told(at('/a/{x}'), at('/a/{y}'))).toEqual([])
  expect(told(at('/a/{x}'), at('/b/{x}'))).toEqual([
    'breaking operation-removed',
    'compatible operation-added',
  ])
})

const names = ['a', 'b', 'c', 'd']
const refs = ['#/s/A', '#/s/B', '#/s/nowhere']

/** Schemas as people and machines write them: recursive, contradictory, and at times no schema at all. */
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record(
      {
        type: fc.constantFrom<Json>('string', 'integer', 'number', 'boolean', ['string', 'null']),
        enum: fc.subarray<Json>(['a', 'b', 1, null]),
        format: fc.constantFrom('date', 'uuid'),
        maxLength: fc.nat(9),
        minimum: fc.nat(9),
      },
      { requiredKeys: [] },
    ),
    fc.record({ $ref: fc.constantFrom(...refs) }),
    fc.record({ $ref: fc.constantFrom(...refs), minLength: fc.nat(3) }),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 3 }),
        required: fc.subarray(names),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { maxLength: 3 }) }),
    fc.boolean(),
    fc.constantFrom<Json>('no schema', 3, null, [1]),
  ),
}))

const contracts = fc
  .record({ request: schema, answer: schema, A: schema, B: schema })
  .map(({ request, answer, A, B }) => contract(request, answer, { s: { A, B } }))

test('nothing changes between a contract and itself', () => {
  fc.assert(
    fc.property(contracts, (one) => {
      expect(told(one, structuredClone(one))).toEqual([])
    }),
  )
})

test('comparing ends with a list, whatever is compared', () => {
  fc.assert(
    fc.property(contracts, contracts, (old, now) => {
      for (const { verdict, text } of compareContracts(old, now)) {
        expect(['breaking', 'caution', 'compatible']).toContain(verdict)
        expect(text.sw).not.toBe('')
      }
    }),
  )
})

const objects = fc.tuple(schema, schema, schema).map(([a, b, inner]) => ({
  type: 'object',
  required: ['a'],
  properties: { a, b, inner: { type: 'object', properties: { inner } } },
}))

test('adding an optional request member is compatible', () => {
  fc.assert(
    fc.property(objects, schema, (old, added) => {
      const now = { ...old, properties: { ...old.properties, mpya: added } }
      expect(told(contract(old, {}), contract(now, {}))).toEqual(['compatible member-added'])
    }),
  )
})

test('removing any member of an answer is breaking', () => {
  fc.assert(
    fc.property(objects, fc.constantFrom('a', 'b', 'inner', 'inner.inner'), (old, name) => {
      const now = structuredClone(old) as { properties: Record<string, unknown> }
      if (name === 'inner.inner') now.properties['inner'] = { type: 'object', properties: {} }
      else delete now.properties[name]
      expect(told(contract({}, old), contract({}, now as Json))).toContain(
        'breaking member-removed',
      )
    }),
  )
})

test('schemas that refer to themselves many times over end soon', () => {
  const self = { $ref: '#/s/A', minLength: 1 }
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`m${at}`, self]))
  const wild = (extra: JsonObject) =>
    contract(
      { $ref: '#/s/A' },
      { $ref: '#/s/B' },
      {
        s: {
          A: { properties: { ...many, ...extra } },
          B: { allOf: Array.from({ length: 12 }, () => ({ $ref: '#/s/B' })) },
        },
      },
    )
  const begun = performance.now()
  const found = told(wild({ z: { type: 'string' } }), wild({}))
  expect(found).toContain('breaking member-removed')
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('changes beyond what is listed are never passed over in silence', () => {
  const members = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, { type: 'string' }]))
  const found = compareContracts(
    contract({}, { type: 'object', properties: members(700) }),
    contract({}, { type: 'object', properties: {} }),
  )
  expect(found.length).toBe(501)
  expect(found.at(-1)).toMatchObject({ kind: 'too-many', verdict: 'caution' })
})
