import type { Assessment, Reason, Result } from './model.ts'

/** A result as it is shown: `declared` is not met where the institution says otherwise and nothing was seen. */
export type Mark = Result | 'declared'

/** In the order in which they are counted out to people. */
export const marks: readonly Mark[] = [
  'met',
  'partly',
  'not-met',
  'declared',
  'unknown',
  'exempt',
  'not-applicable',
]

/** How many of each. `declared` says how many of those in `not-met`: the others add up to the whole. */
export type MarkCounts = Readonly<Record<Mark, number>>
export type Counting = { -readonly [Each in Mark]: number }

export const noCounts: MarkCounts = {
  met: 0,
  partly: 0,
  'not-met': 0,
  declared: 0,
  unknown: 0,
  exempt: 0,
  'not-applicable': 0,
}

/** The code that a rule gives when an institution says what the machinery did not see. */
const declaredCode = 'declared-not-seen'

export function isDeclaredOnly({
  result,
  why,
}: {
  readonly result: Result
  /** Null: the reader is not shown it. */
  readonly why: Reason | null
}): boolean {
  return result === 'not-met' && why?.code === declaredCode
}

export function countIn(counts: Counting, one: Pick<Assessment, 'result' | 'why'>): void {
  counts[one.result] += 1
  if (isDeclaredOnly(one)) counts.declared += 1
}

export function countResults(results: Iterable<Pick<Assessment, 'result' | 'why'>>): MarkCounts {
  const counts = { ...noCounts }
  for (const one of results) countIn(counts, one)
  return counts
}

/** How many results they count. */
export function wholeOf(counts: MarkCounts): number {
  return marks.reduce((sum, mark) => sum + (mark === 'declared' ? 0 : counts[mark]), 0)
}

/** The same where each is counted once: what was declared only stands apart from the rest of what is not met. */
export function apart(counts: MarkCounts): readonly (readonly [mark: Mark, count: number])[] {
  return marks.flatMap((mark) => {
    const count = mark === 'not-met' ? counts[mark] - counts.declared : counts[mark]
    return count > 0 ? [[mark, count] as const] : []
  })
}
