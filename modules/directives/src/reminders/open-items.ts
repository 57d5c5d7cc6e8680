import type { Db } from '@mtandao/pg'
import type { Assessment } from '../model.ts'
import { resultsOfQuarter } from '../owed/quarter-results.ts'
import { dayAt, quarterBefore, quarterOf } from '../quarter.ts'
import type { CountryNow, Standings } from '../standing/standings.ts'
import { selectOwed } from './reminder-store.ts'
import type { OwedItem } from './schedule.ts'

/**
 * What recurs is owed again each quarter, and results are of the present one: what was owed by the end of the quarter before is asked for
 * until this one ends.
 */
export function lastQuarterOf(country: CountryNow, institution: string): readonly Assessment[] {
  const before = quarterBefore(quarterOf(dayAt(country.asOf.at)))
  return resultsOfQuarter(country, institution, before)
}

/** Everything that the country owes. */
export function owedInCountry(country: CountryNow): readonly OwedItem[] {
  const { inputs, results } = country
  const now = [...results.values()].flat()
  return [...now, ...inputs.register.institutions.flatMap(({ id }) => lastQuarterOf(country, id))]
}

/** What one institution owes, as far as the reader's scope shows it. */
export async function owedBy(
  db: Db,
  institution: string,
  standings: Standings,
): Promise<OwedItem[]> {
  const now = await selectOwed(db, institution)
  const country = standings.current()
  // Whom the policies show nothing of an institution, hears nothing of its last quarter either.
  const before = country && now.length > 0 ? lastQuarterOf(country, institution) : []
  return [...now, ...before]
}
