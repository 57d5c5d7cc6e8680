import { EGA, type Actor, type Role } from '@mtandao/identity/contract'
import { expect, test } from 'vitest'
import type { Assessment } from '../model.ts'
import { rules } from '../rules/registry.ts'
import { hasPublicReason, publicly, seenBy, seesAllOf } from './what-the-public-sees.ts'

const officer = (institution: string, ...roles: readonly Role[]): Actor => ({
  person: { id: 'p', name: 'Mtu', email: 'mtu@example.go.tz' },
  institution,
  institutionName: { sw: institution, en: institution },
  roles,
  appointments: [],
  suspended: false,
})

const resultOf = (rule: string): Assessment => ({
  obligation: 'o',
  directive: 'd',
  institution: 'maji',
  period: null,
  dueOn: '2025-07-30',
  daysLate: 12,
  result: 'partly',
  exemptUntil: null,
  rule,
  ruleSet: 1,
  why: { code: 'hosting-partly', params: { good: 1, systems: 2 } },
  change: { code: 'move-to-approved', params: { missing: 1 } },
  facts: [{ id: 'f', type: 'hosting.site', subject: 'system:s', observedAt: 0, source: 'machine' }],
})

test('a reason is public when its rule reads public types of facts alone', () => {
  const open = rules.filter(({ name, version }) => hasPublicReason(`${name}@${version}`))
  expect(open.map(({ name }) => name).toSorted()).toEqual([
    'committee-constituted',
    'joined-govesb',
    'registered-systems',
    'unregistered-on-bus',
  ])
})

test('what a rule that nobody knows says is not public', () => {
  expect(hasPublicReason('joined-govesb@999')).toBe(false)
  expect(hasPublicReason('constructor')).toBe(false)
})

test('the public sees result, days and due day, and of a private rule neither reason nor facts', () => {
  const seen = publicly(resultOf('hosting-approved@1'))
  expect(seen).toMatchObject({ result: 'partly', daysLate: 12, dueOn: '2025-07-30' })
  expect(seen).toMatchObject({ why: null, change: null, facts: [] })
  expect(publicly(resultOf('joined-govesb@1'))).toEqual(resultOf('joined-govesb@1'))
})

test('the institution itself and whoever sees the country are shown everything', () => {
  const result = resultOf('hosting-approved@1')
  for (const actor of [
    officer('maji', 'ict-officer'),
    officer(EGA, 'ega-officer'),
    officer('nao', 'auditor'),
    officer('muuub', 'minister-office'),
  ])
    expect(seenBy(actor, result)).toEqual(result)
})

test('another institution’s officer and the suspended see what the public sees', () => {
  const result = resultOf('hosting-approved@1')
  for (const actor of [
    officer('afya', 'head', 'ict-officer'),
    { ...officer('maji', 'ict-officer'), suspended: true },
    { ...officer(EGA, 'ega-officer'), suspended: true },
  ]) {
    expect(seenBy(actor, result)).toEqual(publicly(result))
    expect(seesAllOf(actor, 'maji')).toBe(false)
  }
})
