import { expect, test } from 'vitest'
import type { Site } from '../sites/site-store.ts'
import { findingsOf, type RuleInput, type Watched } from './rules.ts'

const now = new Date('2026-10-01T09:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

const record = {
  lifecycle: 'live',
  since: '2026-01-01',
  confirmedAt: daysAgo(10),
  hostingSite: 'gdc',
  hostingOther: null,
  recoverySite: null,
} as const satisfies NonNullable<Watched['record']>

const site = (until: string | null): Site => ({
  id: 'gdc',
  name: 'Kituo cha Mfano',
  operator: 'e-GA',
  place: 'Dodoma',
  region: 'dodoma',
  approvals: [
    {
      id: 'a',
      from: '2024-07-01',
      until,
      citation: 'Barua',
      withdrawnOn: null,
      withdrawnWhy: null,
    },
  ],
})

function rulesOf(
  given: Partial<NonNullable<Watched['record']>> | null,
  seen?: Date,
  more: Partial<RuleInput> = {},
): string[] {
  const one = { ...record, ...given }
  return findingsOf({
    systems: [{ id: 's', institution: 'maji', record: given === null ? null : one }],
    lastSeen: new Map(seen ? [['s', seen]] : []),
    sites: new Map([['gdc', site(null)]]),
    silentDays: 30,
    confirmDays: 365,
    now,
    ...more,
  }).map(({ rule }) => rule)
}

test('a system seen on the bus without a record is found; one that is neither is nothing', () => {
  expect(rulesOf(null, daysAgo(1))).toEqual(['seen-not-registered'])
  expect(rulesOf(null)).toEqual([])
})

test('a live system that was never seen is found, and one that has fallen silent after the days given', () => {
  expect(rulesOf({})).toEqual(['live-never-seen'])
  expect(rulesOf({}, daysAgo(30))).toEqual([])
  expect(rulesOf({}, daysAgo(31))).toEqual(['live-silent'])
})

test('a system that is only planned or built is not expected on the bus', () => {
  for (const lifecycle of ['planned', 'building'] as const)
    expect(rulesOf({ lifecycle })).toEqual([])
})

test('a retired system that is still seen is found', () => {
  const retired = { lifecycle: 'retired', since: '2026-09-01' } as const
  expect(rulesOf(retired, daysAgo(1))).toEqual(['retired-still-seen'])
  expect(rulesOf(retired, new Date('2026-09-01T10:00:00Z'))).toEqual([])
  expect(rulesOf({ ...retired, confirmedAt: daysAgo(4000) })).toEqual([])
})

test('an approval that has ended is found on the day after its last', () => {
  const seen = daysAgo(1)
  const until = (day: string) => ({ sites: new Map([['gdc', site(day)]]) })
  expect(rulesOf({}, seen, until('2026-10-01'))).toEqual([])
  expect(rulesOf({}, seen, until('2026-09-30'))).toEqual(['hosting-approval-ended'])
  expect(rulesOf({ recoverySite: 'gdc' }, seen, until('2026-09-30'))).toEqual([
    'hosting-approval-ended',
    'recovery-approval-ended',
  ])
})

test('hosting outside the list, or on a site without approval, is found', () => {
  const seen = daysAgo(1)
  expect(rulesOf({ hostingSite: null, hostingOther: 'Chumba cha seva' }, seen)).toEqual([
    'hosting-not-approved',
  ])
  const bare = { sites: new Map([['gdc', { ...site(null), approvals: [] }]]) }
  expect(rulesOf({}, seen, bare)).toEqual(['hosting-not-approved'])
  expect(rulesOf({ hostingSite: null }, seen)).toEqual([])
})

test('a record that nobody has confirmed for the days given is found', () => {
  expect(rulesOf({ confirmedAt: daysAgo(365) }, daysAgo(1))).toEqual([])
  expect(rulesOf({ confirmedAt: daysAgo(366) }, daysAgo(1))).toEqual(['record-old'])
})
