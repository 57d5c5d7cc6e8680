import { quantile, type BucketCount } from '../../index/latency-buckets.ts'
import type { SideCount } from './figures-store.ts'

/** What a chart shows: thirty days one by one, or a year by weeks. */
export type Span = 30 | 365

/** A bar or a point of a chart: its first day, and how many days it holds. */
export interface Period {
  readonly from: string
  readonly days: number
}

const dayMs = 24 * 60 * 60 * 1000
/** Africa/Dar_es_Salaam knows no summer time. */
const offsetMs = 3 * 60 * 60 * 1000

/** `YYYY-MM-DD` in East Africa. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The periods up to and with today, the oldest first. */
export function periodsOf(span: Span, today: string): Period[] {
  const days = span === 30 ? 1 : 7
  const count = span === 30 ? 30 : 52
  return Array.from({ length: count }, (_, at) => ({
    from: addDays(today, 1 - days * (count - at)),
    days,
  }))
}

function indexIn(periods: readonly Period[], day: string): number | undefined {
  const first = periods[0]
  if (!first) return undefined
  const at = Math.floor(
    (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${first.from}T00:00:00Z`)) / (dayMs * first.days),
  )
  return at >= 0 && at < periods.length ? at : undefined
}

/** Sums per period; a day without a row had none. */
export function countsIn(
  periods: readonly Period[],
  rows: readonly SideCount[],
  holds: (row: SideCount) => boolean,
): number[] {
  const sums = periods.map(() => 0)
  for (const row of rows) {
    const at = holds(row) ? indexIn(periods, row.day) : undefined
    if (at !== undefined) sums[at] = (sums[at] ?? 0) + row.ended
  }
  return sums
}

/** The quantile of each period, from the buckets of its days added up; null where nothing ended well. */
export function quantilesIn(
  periods: readonly Period[],
  rows: readonly (BucketCount & { readonly day: string })[],
  q: number,
): (number | null)[] {
  const buckets = periods.map((): BucketCount[] => [])
  for (const row of rows) {
    const at = indexIn(periods, row.day)
    if (at !== undefined) buckets[at]?.push(row)
  }
  return buckets.map((some) => quantile(some, q))
}
