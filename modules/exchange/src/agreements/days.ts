/** Days of agreements are days of East Africa Time (UTC+3, no summer time), whatever the machine is set to. */

const dayMs = 86_400_000
const offsetMs = 3 * 3_600_000

/** From the first moment of the first day to the first moment after the last. */
export function instantsOf({ from, until }: { readonly from: string; readonly until: string }): {
  validFrom: Date
  validUntil: Date
} {
  return {
    validFrom: new Date(Date.parse(from) - offsetMs),
    validUntil: new Date(Date.parse(until) - offsetMs + dayMs),
  }
}

/** The day of a moment, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

/** The last whole or begun day before the moment at which something ends. */
export function lastDayBefore(end: Date): string {
  return dayOf(new Date(end.getTime() - 1))
}

/** Days from one day to another; negative when the other comes first. */
export function daysOf(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / dayMs)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}
