import type { Text } from '@mtandao/problem'

/** One entry of a curated list. Codes never change their meaning; what is no longer chosen gets an end, not a deletion. */
export interface Listed {
  readonly code: string
  readonly name: Text
  /** First and last day on which it may be chosen anew, `YYYY-MM-DD`. */
  readonly from?: string
  readonly until?: string
}

export const listed = (code: string, sw: string, en: string): Listed => ({ code, name: { sw, en } })

export function codesOf(list: readonly Listed[]): ReadonlySet<string> {
  return new Set(list.map(({ code }) => code))
}

export function nameIn(list: readonly Listed[], code: string | null): Text | undefined {
  return list.find((entry) => entry.code === code)?.name
}

/** What may be chosen on a day, and what was chosen before. */
export function offeredOn(
  list: readonly Listed[],
  day: string,
  chosen: readonly string[] = [],
): readonly Listed[] {
  return list.filter(
    ({ code, from, until }) =>
      chosen.includes(code) || ((from ?? '') <= day && day <= (until ?? '9999-12-31')),
  )
}
