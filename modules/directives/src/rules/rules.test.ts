import type { Fact } from '@mtandao/facts/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asOf,
  factsOf,
  indexOf,
  institution,
  now,
  obligationOf,
} from '../../test/arbitrary-country.ts'
import { assess, type Inputs } from '../engine/assess.ts'
import { ruleNames, type Result, type RuleName } from '../model.ts'
import { reasonWords } from '../reasons.ts'
import { firstRuleSet } from '../seed/settings.ts'
import { rules } from './registry.ts'

const inputsOf = (rule: RuleName): Inputs => ({
  ruleSet: firstRuleSet,
  obligations: [obligationOf(rule)],
  exemptions: [],
  register: { institutions: [institution] },
})
const judge = (rule: RuleName, facts: readonly Fact[]) => {
  const [found] = assess(inputsOf(rule), asOf, indexOf(facts))
  if (!found) throw new Error('nothing was assessed')
  return found
}
/** How much a result counts: an unknown counts as nothing, and a failure as nothing less. */
const credit: Readonly<Record<Result, number>> = {
  met: 2,
  partly: 1,
  'not-met': 0,
  unknown: 0,
  'not-applicable': 0,
  exempt: 0,
}

test('every name has a rule', () => {
  expect(rules.map(({ name }) => name).sort()).toEqual([...ruleNames].sort())
})

describe.each(rules)('$name@$version', ({ name, reads }) => {
  const facts = factsOf(reads)

  test('without any fact: unknown, and never not met', () => {
    expect(judge(name, []).result).toBe('unknown')
    expect(judge(name, []).daysLate).toBeGreaterThan(0)
  })

  test('says not met only on a fact, and met only on a fact', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const { result, facts: used } = judge(name, list)
        if (result !== 'unknown') expect(used.length).toBeGreaterThan(0)
      }),
    )
  })

  test('is the same in whatever order facts come, and when they come twice', () => {
    fc.assert(
      fc.property(
        facts.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
          ),
        ),
        ([list, shuffled]) => {
          expect(judge(name, shuffled)).toEqual(judge(name, list))
        },
      ),
    )
  })

  test('never improves when everything of one kind about one subject is taken away', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const whole = credit[judge(name, list).result]
        for (const { subject, type } of list) {
          const rest = list.filter((one) => one.type !== type || one.subject.id !== subject.id)
          expect(credit[judge(name, rest).result]).toBeLessThanOrEqual(whole)
        }
      }),
    )
  })

  test('never improves when attached evidence is taken away', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const bare = list.map((one) => ({ ...one, evidence: null }))
        expect(credit[judge(name, bare).result]).toBeLessThanOrEqual(
          credit[judge(name, list).result],
        )
      }),
    )
  })

  test('does not look ahead: what is observed or recorded later changes nothing', () => {
    fc.assert(
      fc.property(facts, facts, (list, later) => {
        const ahead = later.map((one, at) => ({
          ...one,
          id: `later-${at}`,
          recordedAt: new Date(now + 1),
        }))
        expect(judge(name, [...list, ...ahead])).toEqual(judge(name, list))
      }),
    )
  })

  test('says everything in words of both languages', () => {
    fc.assert(
      fc.property(facts, (list) => {
        const { why, change } = judge(name, list)
        for (const said of [why, ...(change ? [change] : [])])
          for (const words of Object.values(reasonWords[said.code] ?? { sw: `{${said.code}}` }))
            for (const [, param = ''] of String(words).matchAll(/\{(.+?)\}/g))
              expect(Object.keys(said.params)).toContain(param)
      }),
    )
  })
})

let counter = 0
const fact = (type: string, value: unknown, more: Partial<Fact> = {}): Fact => ({
  id: `t${(counter += 1)}`,
  subject: { type: 'institution', id: 'maji' },
  institution: 'maji',
  type,
  value,
  observedAt: new Date(now - 86_400_000),
  recordedAt: new Date(now - 86_400_000),
  validUntil: null,
  source: 'machine',
  collector: 'mfano',
  evidence: null,
  supersedes: null,
  ...more,
})
const system = (id: string) => ({ subject: { type: 'system', id } })
const daysAgo = (days: number) => ({ observedAt: new Date(now - days * 86_400_000) })

describe('joined GovESB', () => {
  const declared = fact(
    'bus.joined',
    { joined: true },
    { source: 'declared', evidence: 'b'.repeat(64) },
  )

  test.each<[string, Fact[], Result, string]>([
    [
      'an exchange lately',
      [fact('bus.seen', {}, system('maji-ankara'))],
      'met',
      'joined-exchanged',
    ],
    [
      'an exchange long ago',
      [fact('bus.seen', {}, { ...system('maji-ankara'), ...daysAgo(31) })],
      'partly',
      'joined-silent',
    ],
    [
      'a system that stopped, as the collector says',
      [fact('bus.seen', { exchanging: false, lastOn: '2025-08-31' }, system('maji-ankara'))],
      'partly',
      'joined-stopped',
    ],
    [
      'a look of today at an exchange of long ago',
      [fact('bus.seen', { exchanging: true, lastOn: '2025-06-01' }, system('maji-ankara'))],
      'partly',
      'joined-silent',
    ],
    [
      'one system that stopped beside one that goes on',
      [
        fact('bus.seen', { exchanging: false, lastOn: '2025-08-31' }, system('maji-ankara')),
        fact('bus.seen', { exchanging: true, lastOn: '2025-08-20' }, system('maji-visima')),
      ],
      'met',
      'joined-exchanged',
    ],
    [
      'a client and no exchange',
      [fact('bus.rights', { clients: 1, agreements: 0 })],
      'partly',
      'joined-never-exchanged',
    ],
    ['a declaration alone', [declared], 'not-met', 'declared-not-seen'],
    [
      'a declaration that another institution vouches for',
      [
        declared,
        { ...declared, id: 'vouched', source: 'verified' as const, supersedes: declared.id },
      ],
      'not-met',
      'declared-not-seen',
    ],
    [
      'a declaration, and no client',
      [declared, fact('bus.rights', { clients: 0, agreements: 0 })],
      'not-met',
      'declared-not-seen',
    ],
    ['neither', [fact('bus.rights', { clients: 0, agreements: 0 })], 'not-met', 'joined-no-client'],
    [
      'another institution’s exchange',
      [fact('bus.seen', {}, system('fedha-malipo'))],
      'unknown',
      'bus-tells-nothing',
    ],
  ])('%s', (_, facts, result, code) => {
    expect(judge('joined-govesb', facts)).toMatchObject({
      result,
      why: { code },
      rule: 'joined-govesb@1',
    })
  })
})

describe('a system without a fact', () => {
  test('keeps the whole unknown, though the other is good', () => {
    const one = fact('hosting.site', { approved: true }, system('maji-ankara'))
    expect(judge('hosting-approved', [one]).result).toBe('unknown')
    const other = fact('hosting.site', { approved: false }, system('maji-visima'))
    expect(judge('hosting-approved', [one, other]).result).toBe('partly')
  })
})

test('evidence waits until somebody else has verified it', () => {
  const subject = { subject: { type: 'obligation', id: 'maji/o-manual-evidence' } }
  const said = fact(
    'obligation.evidence',
    { fulfilled: true },
    { ...subject, source: 'declared', evidence: 'c'.repeat(64) },
  )
  expect(judge('manual-evidence', [said])).toMatchObject({
    result: 'unknown',
    why: { code: 'evidence-waits' },
  })
  const verified = { ...said, id: 'v', source: 'verified' as const }
  expect(judge('manual-evidence', [said, verified]).result).toBe('met')
})
