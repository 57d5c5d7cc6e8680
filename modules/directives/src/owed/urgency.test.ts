import { expect, test } from 'vitest'
import type { Result, Status } from '../model.ts'
import { workStatus } from './status-steps.ts'
import { byUrgency, urgencyOf, type Urgency } from './urgency.ts'

const today = '2026-11-24'

test.each<[Result, string, number, Status | undefined, Urgency]>([
  ['not-met', '2025-07-30', 482, undefined, 'late'],
  ['unknown', '2023-02-10', 1_383, 'submitted', 'late'],
  ['partly', '2026-12-31', 0, undefined, 'this-quarter'],
  ['partly', '2027-01-01', 0, undefined, 'later'],
  ['met', '2025-07-30', 0, undefined, 'done'],
  ['met', '2025-07-30', 0, 'in-review', 'done'],
  ['exempt', '2025-07-30', 0, undefined, 'done'],
  ['not-applicable', '2023-02-10', 0, undefined, 'done'],
  // Facts opened it again.
  ['not-met', '2025-07-30', 482, 'closed', 'late'],
])('%s, due %s, %i days late, last step %s: %s', (result, dueOn, daysLate, latest, urgency) => {
  expect(urgencyOf({ result, dueOn, daysLate }, workStatus(latest, result), today)).toBe(urgency)
})

test('what is late and not met stands first; the order is total', () => {
  const one = (obligation: string, urgency: Urgency, result: Result, dueOn = '2026-12-31') => ({
    obligation,
    urgency,
    result,
    dueOn,
  })
  const sorted = [
    one('d', 'done', 'met'),
    one('c', 'late', 'unknown', '2023-02-10'),
    one('b', 'late', 'not-met', '2025-07-30'),
    one('a', 'this-quarter', 'not-met'),
    one('e', 'late', 'not-met', '2023-02-10'),
  ].sort(byUrgency)
  expect(sorted.map(({ obligation }) => obligation)).toEqual(['e', 'b', 'c', 'a', 'd'])
})
