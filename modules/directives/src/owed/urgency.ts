import type { Assessment } from '../model.ts'
import { quarterOf } from '../quarter.ts'
import { isSettled, type WorkStatus } from './status-steps.ts'

/** In the order in which they are shown. */
export const urgencies = ['late', 'this-quarter', 'later', 'done'] as const
export type Urgency = (typeof urgencies)[number]

/**
 * How soon something must be done. `done`: facts settle it, or nothing is asked until the exemption ends. Work that waits for e-GA is still
 * late when it is: the day does not move.
 */
export function urgencyOf(
  { result, dueOn, daysLate }: Pick<Assessment, 'result' | 'dueOn' | 'daysLate'>,
  { status }: WorkStatus,
  today: string,
): Urgency {
  if (isSettled(result) || result === 'exempt' || status === 'closed') return 'done'
  if (daysLate > 0) return 'late'
  return dueOn <= quarterOf(today).to ? 'this-quarter' : 'later'
}

/** What comes first among those of one urgency: what is known to be missing, then what is half done, then what nobody knows. */
const weight = {
  'not-met': 0,
  partly: 1,
  unknown: 2,
  exempt: 3,
  met: 4,
  'not-applicable': 5,
} as const

export function byUrgency(
  a: Pick<Assessment, 'result' | 'dueOn' | 'obligation'> & { readonly urgency: Urgency },
  b: typeof a,
): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    weight[a.result] - weight[b.result] ||
    (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1) ||
    (a.obligation < b.obligation ? -1 : 1)
  )
}
