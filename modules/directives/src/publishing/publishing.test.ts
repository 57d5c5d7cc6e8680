import { readFileSync } from 'node:fs'
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
import { publicly } from '../country/what-the-public-sees.ts'
import { canonicalTable } from './canonical-table.ts'
import { asItWillBe, compareRuleSets } from './compare-rule-sets.ts'
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

test('a new rule set shows whose result it would change before it takes effect', async () => {
  const compared = ruleNames.length
  expect(await compareRuleSets(inputs, stricter, asOf, indexOf([seen]))).toEqual({
    compared,
    changed: [
      {
        obligation: 'o-joined-govesb',
        institution: 'maji',
        period: null,
        from: 'met',
        to: 'partly',
        why: { code: 'joined-silent', params: { ago: 10, days: 7 } },
      },
    ],
  })
  const same = { ...firstRuleSet, version: 2 }
  expect(await compareRuleSets(inputs, same, asOf, indexOf([seen]))).toEqual({
    compared,
    changed: [],
  })
})

test('a number that begins on a day to come is shown as it will be on that day', async () => {
  const [days] = firstRuleSet.settings.filter(({ key }) => key === 'joined-govesb.days')
  if (!days) throw new Error('no such setting')
  const soon: RuleSet = {
    ...firstRuleSet,
    version: 2,
    settings: [...firstRuleSet.settings, { ...days, value: 7, from: '2025-10-01' }],
  }
  const changed = async (day: string) =>
    (await compareRuleSets(inputs, asItWillBe(soon, day), asOf, indexOf([seen]))).changed.length
  expect(await changed('2025-09-30')).toBe(0)
  expect(await changed('2025-10-01')).toBe(1)
  const values = asItWillBe(soon, '2025-10-01').settings.filter(({ key }) => key === days.key)
  expect(values.map(({ value }) => value)).toEqual([7])
})

test('a table is hashed in parts as it would be whole', async () => {
  const { head, results, hash, publicHash } = await resultTable(
    '2025/26-Q1',
    inputs,
    asOf,
    indexOf([seen]),
  )
  expect(contentHash({ ...head, results })).toBe(hash)
  const shown = { ...head, wholeHash: hash, results: results.map(publicly) }
  expect(contentHash(shown)).toBe(publicHash)
  expect(JSON.stringify(shown)).not.toContain('staff-unknown')
  const page = readFileSync('docs/protocols/result-table.md', 'utf8')
  const members = [...page.matchAll(/^\| `(\w+)` +\|/gm)].flatMap(([, name]) => name ?? [])
  expect(new Set(members)).toEqual(new Set(Object.keys(shown)))
  for (const name of Object.keys(shown.results[0] ?? {})) expect(page).toContain(`\`${name}\``)
  const parts: string[] = []
  for await (const part of canonicalTable({ b: 1, z: [] }, [])) parts.push(part)
  expect(parts.join('')).toBe('{"b":1,"results":[],"z":[]}')
})

test('an old quarter made again under its old rule set is what was published, whatever came since', async () => {
  const hashOf = async (...made: Parameters<typeof resultTable>) =>
    (await resultTable(...made)).hash
  const { hash, head } = await resultTable('2025/26-Q1', inputs, asOf, indexOf([seen]))
  const since = {
    ...seen,
    id: 'f2',
    value: { exchanging: false },
    recordedAt: new Date(now + 1),
    supersedes: 'f1',
  }
  expect(await hashOf('2025/26-Q1', inputs, asOf, indexOf([since, seen]))).toBe(hash)
  const stored = JSON.parse(JSON.stringify(inputs)) as Inputs
  expect(await hashOf('2025/26-Q1', stored, head.asOf, indexOf([seen]))).toBe(hash)
  const under = { ...inputs, ruleSet: stricter }
  expect(await hashOf('2025/26-Q1', under, asOf, indexOf([seen]))).not.toBe(hash)
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
