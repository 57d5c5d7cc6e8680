import type { Result } from '../model.ts'

/** The last quarter that was published before: what a report is compared with. */
export interface Previous {
  /** `2026/27-Q1` */
  readonly period: string
  readonly edition: number
  /** RFC 3339. */
  readonly asOf: string
  /** Of the table, as published. */
  readonly hash: string
  readonly results: readonly PreviousResult[]
}

export interface PreviousResult {
  readonly institution: string
  readonly obligation: string
  readonly directive: string
  readonly period: string | null
  readonly result: Result
}

export interface Changes {
  /** Judged in both. */
  readonly compared: number
  /** Owed now, and not compared: new since then, or of another quarter. */
  readonly uncompared: number
  readonly nowMet: number
  readonly noLongerMet: number
  readonly changed: readonly Change[]
}

export interface Change {
  readonly institution: string
  readonly obligation: string
  readonly was: Result
  readonly is: Result
}

/** Pure. What recurs begins anew each quarter, so it is only compared within one. */
export function changesOf(
  directive: string,
  previous: Previous,
  results: readonly PreviousResult[],
): Changes {
  const before = new Map(
    previous.results
      .filter((one) => one.directive === directive)
      .map((one) => [keyOf(one), one.result]),
  )
  const changed: Change[] = []
  let compared = 0
  for (const one of results) {
    const was = before.get(keyOf(one))
    if (was === undefined) continue
    compared += 1
    const { institution, obligation, result: is } = one
    if (was !== is) changed.push({ institution, obligation, was, is })
  }
  const place = ({ institution, obligation }: Change) => `${obligation} ${institution}`
  return {
    compared,
    uncompared: results.length - compared,
    nowMet: changed.filter(({ is }) => is === 'met').length,
    noLongerMet: changed.filter(({ was }) => was === 'met').length,
    changed: changed.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
  }
}

function keyOf({ institution, obligation, period }: Omit<PreviousResult, 'directive' | 'result'>) {
  return `${institution} ${obligation} ${period ?? ''}`
}
