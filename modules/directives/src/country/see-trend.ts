import { countIn, noCounts, wholeOf, type Counting, type MarkCounts } from '../counts.ts'
import { countResults, type PublishedCount } from '../publishing/table-store.ts'
import { columnsOf, nowWithNames, type CountryDeps } from './see-country.ts'
import type { DirectiveName } from './country-names.ts'
import { selectLastEditions, type PublishedHead } from './trend-store.ts'

/** One quarter as its last edition has it. */
export interface TrendPoint extends PublishedHead {
  readonly counts: MarkCounts
}

export interface Trend {
  /** Oldest first; empty: nothing was published. */
  readonly published: readonly TrendPoint[]
  /** How things stand now, which nobody has published; undefined until the first computation. */
  readonly now:
    | { readonly at: number; readonly ruleSet: number; readonly counts: MarkCounts }
    | undefined
  readonly directives: readonly DirectiveName[]
}

/** Three years. */
export const quartersMax = 12
/** Editions whose counts are kept in memory: what was published does not change. */
const keptMax = 200

export type TrendReader = (directive: string | undefined) => Promise<Trend>

/** Reads the trend for everybody: tables are published for all to read, hence the plain database. */
export function readTrend(deps: CountryDeps): TrendReader {
  const kept = new Map<string, readonly PublishedCount[]>()

  async function countsOf(head: PublishedHead): Promise<readonly PublishedCount[]> {
    const key = `${head.period}/${head.edition}`
    const known = kept.get(key)
    if (known) return known
    const counted = await deps.database.transact((db) => countResults(db, head))
    if (kept.size >= keptMax) kept.clear()
    kept.set(key, counted)
    return counted
  }

  return async (directive) => {
    const heads = await deps.database.transact((db) => selectLastEditions(db, quartersMax))
    const published: TrendPoint[] = []
    for (const head of heads.toReversed())
      published.push({ ...head, counts: publishedCounts(await countsOf(head), directive) })
    const found = await nowWithNames(deps)
    if (!found) return { published, now: undefined, directives: [] }
    const { country, names } = found
    const counts = { ...noCounts }
    for (const own of country.results.values())
      for (const one of own)
        if (directive === undefined || one.directive === directive) countIn(counts, one)
    const now = { at: country.asOf.at, ruleSet: country.inputs.ruleSet.version, counts }
    return { published, now, directives: columnsOf(country, names) }
  }
}

/** @param directive undefined: all of them */
export function publishedCounts(
  rows: readonly PublishedCount[],
  directive: string | undefined,
): MarkCounts {
  const counts: Counting = { ...noCounts }
  for (const row of rows) {
    if (directive !== undefined && row.directive !== directive) continue
    counts[row.result] += row.count
    if (row.declared) counts.declared += row.count
  }
  return counts
}

/** Whether there is anything to draw a line between. */
export function hasTrend({ published }: Pick<Trend, 'published'>): boolean {
  return published.some(({ counts }) => wholeOf(counts) > 0)
}
