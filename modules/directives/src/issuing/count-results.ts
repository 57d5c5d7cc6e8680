import { isDeclaredOnly, noCounts, type Mark, type MarkCounts } from '../parts.ts'
import type { CountryNow } from '../standing/standings.ts'

export interface Counted {
  readonly byDirective: ReadonlyMap<string, MarkCounts>
  readonly byObligation: ReadonlyMap<string, MarkCounts>
}

/** A round's results never change, so they are counted once. */
const known = new WeakMap<CountryNow, Counted>()

/** How many results of each kind every directive and every obligation has now. */
export function countResults(country: CountryNow): Counted {
  const before = known.get(country)
  if (before) return before
  const byDirective = new Map<string, Record<Mark, number>>()
  const byObligation = new Map<string, Record<Mark, number>>()
  for (const assessments of country.results.values()) {
    for (const one of assessments) {
      const declared = isDeclaredOnly(one)
      for (const counts of [
        entryOf(byDirective, one.directive),
        entryOf(byObligation, one.obligation),
      ]) {
        counts[one.result] += 1
        if (declared) counts.declared += 1
      }
    }
  }
  const counted = { byDirective, byObligation }
  known.set(country, counted)
  return counted
}

function entryOf(map: Map<string, Record<Mark, number>>, key: string): Record<Mark, number> {
  const there = map.get(key)
  if (there) return there
  const made = { ...noCounts }
  map.set(key, made)
  return made
}
