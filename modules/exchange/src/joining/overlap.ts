import { z } from 'zod'
import { problem } from './problems.ts'

/** How long an old key or secret may go on beside the new one. */
export const overlapDaysMax = 90
const dayMs = 24 * 60 * 60 * 1000

/** `YYYY-MM-DD`; '' means at once. */
export const LastDay = z.union([z.literal(''), z.iso.date()])

/**
 * The end of that day in East Africa Time, or this moment for ''.
 * @throws Problem `joining.overlap-refused` beside `field`
 */
export function endOf(lastDay: string, now: Date, field: string): Date {
  if (lastDay === '') return now
  const end = new Date(Date.parse(`${lastDay}T00:00:00+03:00`) + dayMs)
  const latest = now.getTime() + (overlapDaysMax + 1) * dayMs
  if (end.getTime() <= now.getTime() || end.getTime() > latest) {
    throw problem('overlap-refused', { extra: { field } })
  }
  return end
}
