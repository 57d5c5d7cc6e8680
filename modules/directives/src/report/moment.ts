import { problem } from '../problems.ts'
import { dayAt, endOfDay } from '../quarter.ts'

/** Which day a report is about, and by when things had to be recorded to be in it. Moments are milliseconds since 1970. */
export interface Moment {
  /** `YYYY-MM-DD` */
  readonly asOf: string
  /** The end of that day in Tanzania; of a day that was not over when it was printed, `knownBy`. */
  readonly at: number
  readonly knownBy: number
  /** The day was over by `knownBy`. */
  readonly whole: boolean
}

export interface MomentAsked {
  /** Today when it is left out. */
  readonly asOf?: string | undefined
  readonly knownBy?: Date | undefined
}

/**
 * What was asked, filled in: of a day that is over, what was known when it ended; of today, what was known at `latest`. The same words always mean
 * the same moment, but for today without `knownBy`.
 * @param latest up to where everything is known, milliseconds since 1970
 * @throws Problem `directives.report-ahead`
 */
export function momentOf({ asOf, knownBy }: MomentAsked, latest: number): Moment {
  const day = asOf ?? dayAt(knownBy?.getTime() ?? latest)
  const end = endOfDay(day)
  const known = knownBy?.getTime() ?? Math.min(end, latest)
  const at = Math.min(end, known)
  if (dayAt(at) !== day || known > latest)
    throw problem('report-ahead', { extra: { field: knownBy ? 'known-by' : 'as-of' } })
  return { asOf: day, at, knownBy: known, whole: known >= end }
}
