import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageDaysOf, completenessOf } from './completeness.ts'
import { lifecycles, type Detail, type SystemRecord } from './record.ts'

const detail: Detail = {
  hostingSite: null,
  hostingOther: null,
  recoverySite: null,
  recoveryOther: null,
  rtoHours: null,
  rpoHours: null,
  drilledOn: null,
  sourceOwner: null,
  repository: null,
  escrow: null,
  documentation: null,
  builtOn: null,
  vendor: null,
  yearlyCostTzs: null,
}
const record: SystemRecord = {
  purpose: { sw: 'a', en: 'a' },
  lifecycle: 'live',
  lifecycleSince: '2026-01-01',
  capabilities: [],
  userGroups: [],
  owner: null,
  replacedBy: null,
  version: 1,
  confirmedAt: new Date(0),
  confirmedBy: 'Asha',
  data: [],
  detail,
  assessments: [],
}

test('what is filled and what is missing add up to what is asked, whatever the stage of life', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...lifecycles),
      fc.record({
        rtoHours: fc.option(fc.nat()),
        rpoHours: fc.option(fc.nat()),
        vendor: fc.option(fc.string()),
      }),
      (lifecycle, given) => {
        const { asked, filled, missing } = completenessOf(
          { ...record, lifecycle },
          { ...detail, ...given },
        )
        expect(filled + missing.length).toBe(asked)
      },
    ),
  )
})

test('a system that is only planned is not asked where it runs', () => {
  expect(completenessOf({ ...record, lifecycle: 'planned' }, detail).missing).not.toContain(
    'hosting',
  )
  expect(completenessOf(record, detail).missing).toContain('hosting')
})

test('a cost of nothing is an answer; «nobody knows» who owns the source is none', () => {
  const { missing } = completenessOf(record, {
    ...detail,
    yearlyCostTzs: 0,
    sourceOwner: 'unknown',
  })
  expect(missing).not.toContain('cost')
  expect(missing).toContain('sourceOwner')
})

test('age is counted in whole days', () => {
  expect(ageDaysOf(new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T23:59:00Z'))).toBe(1)
})
