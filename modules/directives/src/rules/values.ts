import { dayMs } from '../quarter.ts'

/** Reading values of facts: what is not of the shape expected says nothing. */

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

export function numberIn(value: unknown, name: string): number | undefined {
  const member = memberOf(value, name)
  return typeof member === 'number' && Number.isFinite(member) ? member : undefined
}

export function textIn(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name)
  return typeof member === 'string' && member !== '' ? member : undefined
}

export function flagIn(value: unknown, name: string): boolean | undefined {
  const member = memberOf(value, name)
  return typeof member === 'boolean' ? member : undefined
}

/** Whole days since the day (`YYYY-MM-DD`) that stands in a value; undefined when none does or it lies ahead. */
export function daysSince(value: unknown, name: string, at: number): number | undefined {
  const day = textIn(value, name)
  const began = day === undefined ? Number.NaN : Date.parse(`${day.slice(0, 10)}T00:00:00+03:00`)
  return Number.isNaN(began) || began > at ? undefined : Math.floor((at - began) / dayMs)
}
