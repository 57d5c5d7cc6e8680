import { dayAt, dayMs, daysBetween } from '../quarter.ts'

/** The last day for an answer to what was said at this moment. */
export function answerDueDay(saidAt: Date, days: number): string {
  return dayAt(saidAt.getTime() + days * dayMs)
}

/** e-GA's own clock on one reply. `answered` says how late the answer was when it came. */
export type AnswerClock =
  | { readonly is: 'waiting'; readonly due: string; readonly daysLeft: number }
  | { readonly is: 'late'; readonly due: string; readonly daysLate: number }
  | { readonly is: 'answered'; readonly due: string; readonly daysLate: number }

export function answerClock(
  reply: { readonly answerDue: string; readonly answeredAt: Date | null },
  now: Date,
): AnswerClock {
  const due = reply.answerDue
  const until = dayAt((reply.answeredAt ?? now).getTime())
  const daysLate = Math.max(0, daysBetween(due, until))
  if (reply.answeredAt !== null) return { is: 'answered', due, daysLate }
  return daysLate > 0
    ? { is: 'late', due, daysLate }
    : { is: 'waiting', due, daysLeft: daysBetween(until, due) }
}

/** The clock that presses most: the latest answer first, then the next due; answered ones do not press. */
export function pressing(clocks: readonly AnswerClock[]): AnswerClock | undefined {
  return clocks
    .filter(({ is }) => is !== 'answered')
    .toSorted((a, b) => (a.due < b.due ? -1 : 1))[0]
}
