import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue, describeTypes } from './catalogue.ts'
import { changesOf } from './collectors/changes.ts'
import type { Fact } from './contract.ts'
import { currentFacts } from './current-facts.ts'
import { sniff } from './evidence/sniff.ts'
import { factId } from './fact-id.ts'

const now = new Date('2026-10-01T09:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

function fact(id: string, ago: number, more: Partial<Fact> = {}): Fact {
  return {
    id,
    subject: { type: 'system', id: 's' },
    institution: 'maji',
    type: 'bus.key',
    value: { since: '2026-01-01' },
    observedAt: daysAgo(ago),
    recordedAt: daysAgo(ago),
    validUntil: null,
    source: 'machine',
    collector: 'mfano',
    evidence: null,
    supersedes: null,
    ...more,
  }
}
const idsOf = (facts: readonly Fact[], at = now, knownBy = now) =>
  currentFacts(facts, { at, knownBy }).map(({ id }) => id)

test('the last observed counts, not the last recorded', () => {
  expect(idsOf([fact('new', 1), fact('late', 5, { recordedAt: daysAgo(0) })])).toEqual(['new'])
})

test('one past its validity says nothing, and no older one speaks in its place', () => {
  expect(idsOf([fact('old', 9), fact('over', 5, { validUntil: daysAgo(1) })])).toEqual([])
})

test('what a correction names is out from the moment the correction is known', () => {
  const said = fact('said', 5, { source: 'declared' })
  const found = fact('found', 5, { source: 'verified', supersedes: 'said', recordedAt: daysAgo(2) })
  expect(idsOf([said, found])).toEqual(['found'])
  expect(idsOf([said, found], now, daysAgo(3))).toEqual(['said'])
})

test('what is declared neither hides nor corrects what was seen', () => {
  const said = fact('said', 0, { source: 'declared', supersedes: 'seen' })
  expect(idsOf([fact('seen', 3), said]).toSorted()).toEqual(['said', 'seen'])
})

test('the order of arrival does not matter, nor does arriving twice', () => {
  const arbitrary = fc.record({
    subject: fc.constantFrom('a', 'b'),
    ago: fc.integer({ min: -2, max: 6 }),
    late: fc.nat(3),
    valid: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    source: fc.constantFrom('machine', 'declared', 'verified'),
    corrects: fc.option(fc.nat(9), { nil: null }),
  })
  const series = fc.array(arbitrary, { maxLength: 10 }).map((list) =>
    list.map((made, at) =>
      fact(`f${at}`, made.ago, {
        subject: { type: 'system', id: made.subject },
        recordedAt: daysAgo(made.ago - made.late),
        validUntil: made.valid === null ? null : daysAgo(made.ago - made.valid),
        source: made.source,
        supersedes: made.corrects === null || made.corrects >= at ? null : `f${made.corrects}`,
      }),
    ),
  )
  const shuffled = series.chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([facts, other]) => {
      expect(idsOf(other)).toEqual(idsOf(facts))
    }),
  )
})

test('a collector says again what half of its time is over for, and what changed', () => {
  const known = fact('k', 10, { validUntil: daysAgo(-20) })
  const { id: _id, recordedAt: _at, ...same } = { ...known, observedAt: now }
  expect(changesOf([known], [same], now)).toEqual([])
  expect(changesOf([], [same], now)).toEqual([same])
  const other = { ...same, value: { since: '2026-09-30' } }
  expect(changesOf([known], [other], now)).toEqual([other])
  expect(changesOf([{ ...known, validUntil: daysAgo(-9) }], [same], now)).toEqual([same])
  expect(changesOf([known], [{ ...other, observedAt: daysAgo(11) }], now)).toEqual([])
})

test('every type has a JSON schema and words in both languages', () => {
  for (const { type, name, schema } of describeTypes()) {
    expect(type).toMatch(/^[a-z]+\.[a-z-]+$/)
    expect(name.sw).not.toBe(name.en)
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
  }
  expect(Object.keys(catalogue)).toHaveLength(describeTypes().length)
})

test('files are what their bytes are', () => {
  const of = (text: string) => sniff(Buffer.from(text, 'latin1'))
  expect(of('%PDF-1.7')).toBe('application/pdf')
  expect(of('\x89PNG\r\n\x1a\n…')).toBe('image/png')
  expect(of('\xff\xd8\xff\xe0')).toBe('image/jpeg')
  expect(of('a;b\r\n1;2\r\n')).toBe('text/csv')
  expect(of('Habari, dunia\nkwaheri')).toBe('text/plain')
  expect([of('MZ\0'), of('\xff\xfe'), of(' '), of('')]).toEqual(Array(4).fill(undefined))
})

test('ids are UUIDv7 of their moment', () => {
  const id = factId(new Date(0x0198_7654_3210), Buffer.alloc(10, 0xff))
  expect(id).toBe('01987654-3210-7fff-bfff-ffffffffffff')
})
