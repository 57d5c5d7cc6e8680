/** A quarter of the financial year, which runs from July to June. */
export interface Quarter {
  /** `2022/23-Q3` */
  readonly id: string
  /** The calendar year in which the financial year begins. */
  readonly year: number
  readonly number: 1 | 2 | 3 | 4
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
}

const months = {
  1: ['07-01', '09-30'],
  2: ['10-01', '12-31'],
  3: ['01-01', '03-31'],
  4: ['04-01', '06-30'],
} as const

/** @param day `YYYY-MM-DD` */
export function quarterOf(day: string): Quarter {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const number = ([3, 4, 1, 2] as const)[Math.floor((month - 1) / 3)]
  if (number === undefined || !Number.isInteger(year))
    throw new Error(`invariant: ${day} is no day`)
  const began = month >= 7 ? year : year - 1
  const [from, to] = months[number]
  return {
    id: `${began}/${String((began + 1) % 100).padStart(2, '0')}-Q${number}`,
    year: began,
    number,
    from: `${year}-${from}`,
    to: `${year}-${to}`,
  }
}

/** East Africa Time has no summer time. */
const offsetMs = 3 * 60 * 60 * 1000
export const dayMs = 86_400_000

/** The day it is in Tanzania at this moment (milliseconds since 1970), `YYYY-MM-DD`. */
export function dayAt(ms: number): string {
  return new Date(ms + offsetMs).toISOString().slice(0, 10)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
}
