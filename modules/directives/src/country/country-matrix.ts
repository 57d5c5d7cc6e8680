import type { Assessment, Result } from '../model.ts'

/** Counts, never one index. */
export type Counts = Readonly<Record<Result, number>>

export interface Cell extends Counts {
  readonly daysLate: number
}

export interface CountryMatrix {
  /** Columns, in the order given. */
  readonly directives: readonly string[]
  /** `daysLate`: of the latest. */
  readonly totals: readonly Cell[]
  readonly rows: readonly {
    readonly institution: string
    /** One for each directive; null: it owes nothing there. */
    readonly cells: readonly (Cell | null)[]
  }[]
}

type Mutable = { -readonly [Name in keyof Cell]: Cell[Name] }

const empty = (): Mutable => ({
  met: 0,
  partly: 0,
  'not-met': 0,
  unknown: 0,
  'not-applicable': 0,
  exempt: 0,
  daysLate: 0,
})

/** The country page's figures, per directive and institution: no names of people, no facts. */
export function countryMatrix(
  results: ReadonlyMap<string, readonly Assessment[]>,
  directives: readonly string[],
): CountryMatrix {
  const column = new Map(directives.map((id, at) => [id, at]))
  const totals = directives.map(empty)
  const rows = [...results].map(([institution, assessments]) => {
    const cells: (Mutable | null)[] = directives.map(() => null)
    for (const { directive, result, daysLate } of assessments) {
      const at = column.get(directive)
      const total = at === undefined ? undefined : totals[at]
      if (at === undefined || !total) continue
      const cell = (cells[at] ??= empty())
      cell[result] += 1
      cell.daysLate = Math.max(cell.daysLate, daysLate)
      total[result] += 1
      total.daysLate = Math.max(total.daysLate, daysLate)
    }
    return { institution, cells }
  })
  return { directives, totals, rows }
}
