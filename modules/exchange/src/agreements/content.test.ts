import { expect, test } from 'vitest'
import { serviceOf, terms } from '../../test/agreement-country.ts'
import { contentOf, differenceOf, sealContent, termsOf, type AgreementHead } from './content.ts'
import { dataItemsOf } from './data-items.ts'
import { addDays, dayOf, daysOf, instantsOf, lastDayBefore } from './days.ts'

const party = (id: string) => ({
  institution: id,
  name: { sw: id, en: id },
  system: `${id}-sys`,
  systemName: { sw: id, en: id },
})
const head: AgreementHead = {
  agreement: 'mk-1',
  version: 1,
  kind: 'first',
  consumer: party('heslb'),
  provider: party('nida'),
  service: { id: 'person', name: { sw: 'p', en: 'p' }, version: '1' },
  rules: [],
}

test('the same terms give the same bytes and the same hash; any other gives another', () => {
  const one = sealContent(contentOf(head, terms))
  expect(sealContent(contentOf(head, { ...terms }))).toEqual(one)
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(sealContent(contentOf(head, { ...terms, perDay: 1001 })).hash).not.toBe(one.hash)
})

test('what was written can be written on', () => {
  expect(termsOf(contentOf(head, terms))).toEqual(terms)
})

test('every fault is said at once, each beside its field', () => {
  const wrong = {
    ...terms,
    purposeSw: '',
    dataItems: [],
    consumerRegistration: '',
    peakPerMinute: 2000,
    validUntil: terms.validFrom,
  }
  expect(() => contentOf(head, wrong)).toThrow(
    expect.objectContaining({
      code: 'agreements.content-refused',
      extra: expect.objectContaining({
        faults: [
          expect.objectContaining({ field: 'purposeSw' }),
          expect.objectContaining({ field: 'dataItems' }),
          expect.objectContaining({ field: 'consumerRegistration' }),
          expect.objectContaining({ field: 'peakPerMinute' }),
          expect.objectContaining({ field: 'validUntil' }),
        ],
      }),
    }),
  )
  expect(() => contentOf(head, { ...terms, validUntil: '2036-04-01' })).toThrow()
})

test('the difference names what changed and which data items came and went', () => {
  const before = contentOf(head, terms)
  const after = contentOf(
    { ...head, version: 2 },
    { ...terms, perDay: 9, peakPerMinute: 3, dataItems: ['jina', 'picha'] },
  )
  expect(differenceOf(before, after)).toEqual({
    changed: ['dataItems', 'volume'],
    itemsAdded: ['picha'],
    itemsRemoved: ['anuani.mkoa'],
  })
})

test('days are those of East Africa: from the first moment of the first to the end of the last', () => {
  const { validFrom, validUntil } = instantsOf({ from: '2026-03-01', until: '2026-03-31' })
  expect(validFrom.toISOString()).toBe('2026-02-28T21:00:00.000Z')
  expect(validUntil.toISOString()).toBe('2026-03-31T21:00:00.000Z')
  expect(dayOf(validFrom)).toBe('2026-03-01')
  expect(lastDayBefore(validUntil)).toBe('2026-03-31')
  expect(daysOf('2026-02-28', '2026-03-01')).toBe(1)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

const itemsOf = (openapi: string | null) => dataItemsOf({ openapi, contract: null })

test('data items are read from the answers of a document, through references, without fetching or looping', () => {
  expect(itemsOf(serviceOf('person', 's').openapi ?? null)).toEqual(['jina', 'anuani.mkoa'])
  const looping = {
    paths: {
      '/a': { get: { responses: { 200: { content: { j: { schema: { $ref: '#/x' } } } } } } },
      '/b': {
        get: { responses: { 200: { content: { j: { schema: { $ref: 'https://e.x/y' } } } } } },
      },
    },
    x: { properties: { mtoto: { $ref: '#/x' }, watoto: { items: { $ref: '#/x' } }, jina: {} } },
  }
  expect(itemsOf(JSON.stringify(looping))).toEqual(['jina'])
  expect(itemsOf('not json')).toEqual([])
  expect(itemsOf(null)).toEqual([])
})

test('data items of a contract are those of its good answers, or what a push service sends', () => {
  const schema = (name: string) => [{ schema: { properties: { [name]: {} } } }]
  const answers = [
    { status: '200', content: schema('jina') },
    { status: '404', content: schema('kosa') },
  ]
  const request = { content: schema('zabuni') }
  const of = (operation: object) =>
    dataItemsOf({ openapi: null, contract: { root: {}, operations: [operation] } })
  expect(of({ answers, request })).toEqual(['jina'])
  expect(of({ answers: [], request })).toEqual(['zabuni'])
})
