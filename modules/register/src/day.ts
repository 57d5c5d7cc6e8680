/** East Africa Time has no summer time. */
const offsetMs = 3 * 60 * 60 * 1000

/** The day it is in Tanzania at this moment, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

/** @param day `YYYY-MM-DD` */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}
