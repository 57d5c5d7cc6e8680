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

/** The quarter by its id; undefined when no financial year has it. */
export function quarterNamed(id: string): Quarter | undefined {
  const [, year = '', number = ''] = /^(\d{4})\/\d{2}-Q([1-4])$/.exec(id) ?? []
  const month = { 1: '07', 2: '10', 3: '01', 4: '04' }[number]
  if (month === undefined) return undefined
  const quarter = quarterOf(`${Number(year) + (month < '07' ? 1 : 0)}-${month}-01`)
  return quarter.id === id ? quarter : undefined
}

/** The same of an id that we have given ourselves. */
export function getQuarter(id: string): Quarter {
  const quarter = quarterNamed(id)
  if (!quarter) throw new Error(`invariant: no financial year has a quarter ${id}`)
  return quarter
}

export function quarterBefore({ from }: Quarter): Quarter {
  return quarterOf(dayAt(Date.parse(`${from}T00:00:00+03:00`) - 1))
}

/** The last millisecond of a day in Tanzania, since 1970. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T23:59:59.999+03:00`)
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
