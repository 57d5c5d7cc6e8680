import { countIn, noCounts, type Counting, type MarkCounts } from '../counts.ts'
import { centralGovernment } from '../addressees.ts'
import type { Assessment } from '../model.ts'
import { nowWithNames, columnsOf, type CountryDeps } from './see-country.ts'
import type { DirectiveName } from './country-names.ts'

export interface KindCounts {
  /** A code of the register's list; null: not recorded. */
  readonly kind: string | null
  /** The Government as a whole, which is of no kind. */
  readonly central: boolean
  readonly institutions: number
  readonly counts: MarkCounts
  readonly daysLate: number
}

export interface CountryByKind {
  readonly at: number
  readonly ruleSet: number
  readonly directives: readonly DirectiveName[]
  readonly kinds: readonly KindCounts[]
}

/** Results by kind of institution, for everybody. Undefined until the first computation. */
export async function countByKind(
  deps: CountryDeps,
  directive: string | undefined,
): Promise<CountryByKind | undefined> {
  const found = await nowWithNames(deps)
  if (!found) return undefined
  const { country, names } = found
  const kindOf = (id: string) => names.institutions.get(id)?.kind ?? null
  return {
    at: country.asOf.at,
    ruleSet: country.inputs.ruleSet.version,
    directives: columnsOf(country, names),
    kinds: kindCounts(country.results, kindOf, directive),
  }
}

/** Most institutions first; who owes nothing here is not counted. */
export function kindCounts(
  results: ReadonlyMap<string, readonly Assessment[]>,
  kindOf: (institution: string) => string | null,
  directive: string | undefined,
): KindCounts[] {
  const byKind = new Map<
    string,
    {
      kind: string | null
      central: boolean
      institutions: number
      counts: Counting
      daysLate: number
    }
  >()
  for (const [institution, all] of results) {
    const own = directive === undefined ? all : all.filter((one) => one.directive === directive)
    if (own.length === 0) continue
    const central = institution === centralGovernment
    const kind = central ? null : kindOf(institution)
    const key = central ? centralGovernment : (kind ?? '')
    let sum = byKind.get(key)
    if (!sum)
      byKind.set(
        key,
        (sum = { kind, central, institutions: 0, counts: { ...noCounts }, daysLate: 0 }),
      )
    sum.institutions += 1
    for (const one of own) {
      countIn(sum.counts, one)
      sum.daysLate = Math.max(sum.daysLate, one.daysLate)
    }
  }
  return [...byKind.values()].sort(
    (a, b) => b.institutions - a.institutions || ((a.kind ?? '~') < (b.kind ?? '~') ? -1 : 1),
  )
}
