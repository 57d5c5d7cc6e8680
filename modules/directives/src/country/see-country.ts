import type { DirectivesDeps } from '../deps.ts'
import type { CountryNow } from '../standing/standings.ts'
import { hasSuch, inOrder, isSought, type CountryFilter } from './country-filter.ts'
import { countryMatrix, type Cell, type MatrixRow } from './country-matrix.ts'
import type { CountryNames, DirectiveName, InstitutionName, NameKeeper } from './country-names.ts'

/** What the country's pages are made of. */
export interface CountryDeps extends DirectivesDeps {
  readonly names: NameKeeper
}

export interface NamedRow extends MatrixRow {
  /** Undefined: not on the register any more. */
  readonly named: InstitutionName | undefined
}

/** The matrix as it is asked for: all counts are of every institution found, the rows of one page of them. */
export interface CountryView {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly ruleSet: number
  readonly columns: readonly DirectiveName[]
  readonly totals: readonly Cell[]
  readonly whole: Cell
  /** How many institutions were found, the Government as a whole among them. */
  readonly found: number
  readonly rows: readonly NamedRow[]
  /** The last institution of this page, when there are more. */
  readonly next: string | undefined
}

/** Directives and names, with the figures of the last round; undefined until the first. */
export async function nowWithNames({
  standings,
  names,
}: CountryDeps): Promise<
  { readonly country: CountryNow; readonly names: CountryNames } | undefined
> {
  const country = standings.current()
  if (!country) return undefined
  const directives = new Set(country.inputs.obligations.map(({ directive }) => directive))
  return { country, names: await names.read({ institutions: country.results.keys(), directives }) }
}

/** Columns in their order: what nobody owes anything under has none. */
export function columnsOf(
  { inputs }: Pick<CountryNow, 'inputs'>,
  { directives }: CountryNames,
  only?: string,
): readonly DirectiveName[] {
  const owed = new Set(inputs.obligations.map(({ directive }) => directive))
  return directives.filter(({ id }) => owed.has(id) && (only === undefined || only === id))
}

/** The country for everybody: results are public, reasons and facts are not here. Undefined until the first computation. */
export async function seeCountry(
  deps: CountryDeps,
  filter: CountryFilter,
  page: {
    readonly after?: string | undefined
    readonly limit: number
    readonly language: 'sw' | 'en'
  },
): Promise<CountryView | undefined> {
  const found = await nowWithNames(deps)
  return found && viewOf(found.country, found.names, filter, page)
}

export function viewOf(
  country: Pick<CountryNow, 'asOf' | 'inputs' | 'results'>,
  names: CountryNames,
  filter: CountryFilter,
  {
    after,
    limit,
    language,
  }: {
    readonly after?: string | undefined
    readonly limit: number
    readonly language: 'sw' | 'en'
  },
): CountryView {
  const columns = columnsOf(country, names, filter.directive)
  const order = inOrder(filter.order, names.place[language])
  let last: MatrixRow | undefined
  const matrix = countryMatrix(
    country.results,
    columns.map(({ id }) => id),
    (row) => {
      // The place in the list stays that of an institution which the filter no longer finds.
      if (row.institution === after) last = row
      return isSought(filter, names.institutions.get(row.institution)) && hasSuch(filter, row)
    },
  )
  const sorted = matrix.rows.toSorted(order)
  const behind = last
  const from = behind ? sorted.findIndex((row) => order(row, behind) > 0) : 0
  const rows = from < 0 ? [] : sorted.slice(from, from + limit)
  return {
    at: country.asOf.at,
    ruleSet: country.inputs.ruleSet.version,
    columns,
    totals: matrix.totals,
    whole: matrix.whole,
    found: matrix.rows.length,
    rows: rows.map((row) => ({ ...row, named: names.institutions.get(row.institution) })),
    next: from >= 0 && from + limit < sorted.length ? rows.at(-1)?.institution : undefined,
  }
}
