import { csvOf } from '@mtandao/paper'
import type { CountryFilter } from './country-filter.ts'
import type { Cell } from './country-matrix.ts'
import type { DirectiveName } from './country-names.ts'
import { seeCountry, type CountryDeps, type CountryView, type NamedRow } from './see-country.ts'

interface Line {
  readonly row: NamedRow
  readonly directive: DirectiveName
  readonly cell: Cell
  readonly view: CountryView
}

/** English words, because programs read it. Times are UTC. */
const columns: readonly (readonly [string, (line: Line) => string | number | null])[] = [
  ['institution', ({ row }) => row.institution],
  ['institution_name_sw', ({ row }) => row.named?.name.sw ?? null],
  ['institution_name_en', ({ row }) => row.named?.name.en ?? null],
  ['acronym', ({ row }) => row.named?.acronym ?? null],
  ['kind', ({ row }) => row.named?.kind ?? null],
  ['region', ({ row }) => row.named?.region ?? null],
  ['directive', ({ directive }) => directive.id],
  ['directive_number', ({ directive }) => directive.number],
  ['directive_title_sw', ({ directive }) => directive.title.sw],
  ['directive_title_en', ({ directive }) => directive.title.en],
  ['met', ({ cell }) => cell.met],
  ['partly', ({ cell }) => cell.partly],
  ['not_met', ({ cell }) => cell['not-met']],
  ['not_met_declared_not_seen', ({ cell }) => cell.declared],
  ['unknown', ({ cell }) => cell.unknown],
  ['exempt', ({ cell }) => cell.exempt],
  ['not_applicable', ({ cell }) => cell['not-applicable']],
  ['days_late', ({ cell }) => cell.daysLate],
  ['as_of', ({ view }) => new Date(view.at).toISOString()],
  ['rule_set', ({ view }) => view.ruleSet],
]

/** Everything that the filter finds, a line for each institution and directive: public figures only. Undefined until the first computation. */
export async function exportCountry(
  deps: CountryDeps,
  filter: CountryFilter,
): Promise<string | undefined> {
  const view = await seeCountry(deps, filter, { limit: Infinity, language: 'sw' })
  if (!view) return undefined
  const lines = view.rows.flatMap((row) =>
    view.columns.flatMap((directive, at): Line[] => {
      const cell = row.cells[at]
      return cell ? [{ row, directive, cell, view }] : []
    }),
  )
  return csvOf(
    columns.map(([name]) => name),
    lines.map((line) => columns.map(([, value]) => value(line))),
  )
}
