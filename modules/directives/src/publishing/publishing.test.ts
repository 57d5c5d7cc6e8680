import type { Fact } from '@mtandao/facts/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asOf,
  factsOf,
  factTypes,
  indexOf,
  institution,
  now,
  obligationOf,
} from '../../test/arbitrary-country.ts'
import { countryMatrix } from '../country/country-matrix.ts'
import { assess, type Inputs } from '../engine/assess.ts'
import { Standing } from '../engine/standing.ts'
import { ruleNames, type RuleSet } from '../model.ts'
import { firstRuleSet } from '../seed/settings.ts'
import { compareRuleSets } from './compare-rule-sets.ts'
import { contentHash } from './content-hash.ts'
import { resultTable } from './result-table.ts'

const inputs: Inputs = {
  ruleSet: firstRuleSet,
  obligations: ruleNames.map(obligationOf),
  exemptions: [],
  register: { institutions: [institution] },
}
const stricter: RuleSet = {
  ...firstRuleSet,
  version: 2,
  effectiveFrom: '2025-10-01',
  settings: firstRuleSet.settings.map((one) =>
    one.key === 'joined-govesb.days' ? { ...one, value: 7 } : one,
  ),
}
const seen: Fact = {
  id: 'f1',
  subject: { type: 'system', id: 'maji-ankara' },
  institution: 'maji',
  type: 'bus.seen',
  value: {},
  observedAt: new Date(now - 10 * 86_400_000),
  recordedAt: new Date(now - 10 * 86_400_000),
  validUntil: null,
  source: 'machine',
  collector: 'mfano',
  evidence: null,
  supersedes: null,
}

test('a new rule set shows whose result it would change before it takes effect', () => {
  expect(compareRuleSets(inputs, stricter, asOf, indexOf([seen]))).toEqual([
    {
      obligation: 'o-joined-govesb',
      institution: 'maji',
      from: 'met',
      to: 'partly',
      why: { code: 'joined-silent', params: { ago: 10, days: 7 } },
    },
  ])
  expect(compareRuleSets(inputs, { ...firstRuleSet, version: 2 }, asOf, indexOf([seen]))).toEqual(
    [],
  )
})

test('an old quarter made again under its old rule set is what was published, whatever came since', () => {
  const { hash, table } = resultTable('2025/26-Q1', inputs, asOf, indexOf([seen]))
  const since = {
    ...seen,
    id: 'f2',
    value: { exchanging: false },
    recordedAt: new Date(now + 1),
    supersedes: 'f1',
  }
  expect(resultTable('2025/26-Q1', inputs, asOf, indexOf([since, seen])).hash).toBe(hash)
  const stored = JSON.parse(JSON.stringify(inputs)) as Inputs
  expect(resultTable('2025/26-Q1', stored, table.asOf, indexOf([seen])).hash).toBe(hash)
  expect(
    resultTable('2025/26-Q1', { ...inputs, ruleSet: stricter }, asOf, indexOf([seen])).hash,
  ).not.toBe(hash)
  expect(contentHash(JSON.parse(JSON.stringify(table)))).toBe(hash)
})

describe('an exemption', () => {
  const of = (from: string, until: string) =>
    assess(
      {
        ...inputs,
        exemptions: [{ obligation: 'o-joined-govesb', institution: 'maji', from, until }],
      },
      asOf,
      indexOf([]),
    )[0]

  test('holds to its last day and no longer', () => {
    expect(of('2025-08-01', '2025-09-01')).toMatchObject({
      result: 'exempt',
      exemptUntil: '2025-09-01',
      daysLate: 0,
    })
    expect(of('2025-08-01', '2025-08-31')).toMatchObject({ result: 'unknown', exemptUntil: null })
    expect(of('2025-09-02', '2025-12-31')).toMatchObject({ result: 'unknown' })
  })
})

test('what recurs is due at the end of the quarter, late from nothing before', () => {
  const [obligation] = inputs.obligations
  if (!obligation) throw new Error('no obligation')
  const recurring = { ...obligation, due: { type: 'every-quarter', from: '2025-07-15' } as const }
  const at = (day: string) => {
    const ms = Date.parse(`${day}T09:00:00Z`)
    return assess({ ...inputs, obligations: [recurring] }, { at: ms, knownBy: ms }, indexOf([]))
  }
  expect(at('2025-09-01')).toMatchObject([
    { period: '2025/26-Q1', dueOn: '2025-09-30', daysLate: 0 },
  ])
  expect(at('2025-07-14')).toEqual([])
})

test('taking facts one by one comes to the same as starting from all of them', () => {
  fc.assert(
    fc.property(factsOf(factTypes), (facts) => {
      const standing = new Standing(inputs, asOf, indexOf([]))
      for (const fact of facts) standing.take([fact], asOf)
      expect(standing.results.get('maji')).toEqual(assess(inputs, asOf, indexOf(facts)))
    }),
    { numRuns: 50 },
  )
})

test('the country is counted, and an unknown is an unknown', () => {
  const standing = new Standing(inputs, asOf, indexOf([seen]))
  const matrix = countryMatrix(standing.results, ['d', 'nothing-owed'])
  expect(matrix.rows).toMatchObject([
    { institution: 'maji', cells: [{ met: 1, unknown: 11, 'not-met': 0 }, null] },
  ])
  expect(matrix.totals[0]).toMatchObject({ met: 1, unknown: 11, 'not-met': 0 })
})

test('what an institution declares corrects nothing that was seen, and is not taken for it', () => {
  const declared = {
    ...seen,
    id: 'f2',
    source: 'declared' as const,
    supersedes: 'f1',
    observedAt: new Date(now),
  }
  expect(assess(inputs, asOf, indexOf([seen, declared]))[0]).toMatchObject({
    result: 'met',
    facts: [{ id: 'f1' }],
  })
  expect(assess(inputs, asOf, indexOf([declared]))[0]).toMatchObject({ result: 'unknown' })
})

test('a fact past its validity says nothing, and no older one speaks in its place', () => {
  const ended = {
    ...seen,
    id: 'f2',
    observedAt: new Date(now - 5 * 86_400_000),
    validUntil: new Date(now),
  }
  expect(assess(inputs, asOf, indexOf([seen, ended]))[0]).toMatchObject({ result: 'unknown' })
})
