import { countIn, noCounts, type Counting, type Mark, type MarkCounts } from '../counts.ts'
import type { Assessment } from '../model.ts'

/** Counts, never one index. */
export interface Cell extends MarkCounts {
  /** Of the latest; 0: nothing is late. */
  readonly daysLate: number
}

export interface MatrixRow {
  readonly institution: string
  /** One for each directive; null: it owes nothing there. */
  readonly cells: readonly (Cell | null)[]
  /** All of them together. */
  readonly whole: Cell
}

export interface CountryMatrix {
  /** Columns, in the order given. */
  readonly directives: readonly string[]
  readonly rows: readonly MatrixRow[]
  /** Of all rows: for each directive, and together. */
  readonly totals: readonly Cell[]
  readonly whole: Cell
}

type CountingCell = Counting & { daysLate: number }
const empty = (): CountingCell => ({ ...noCounts, daysLate: 0 })

/** The country page's figures, per directive and institution: no names of people, no facts. Who owes nothing in these columns has no row. */
export function countryMatrix(
  results: ReadonlyMap<string, readonly Assessment[]>,
  directives: readonly string[],
  takes: (row: MatrixRow) => boolean = () => true,
): CountryMatrix {
  const column = new Map(directives.map((id, at) => [id, at]))
  const rows: MatrixRow[] = []
  for (const [institution, own] of results) {
    const row = rowOf(institution, own, column)
    if (row && takes(row)) rows.push(row)
  }
  return { directives, rows, ...sumsOf(rows, directives.length) }
}

function rowOf(
  institution: string,
  results: readonly Assessment[],
  column: ReadonlyMap<string, number>,
): MatrixRow | undefined {
  const cells: (CountingCell | null)[] = Array.from({ length: column.size }, () => null)
  const whole = empty()
  let owes = false
  for (const one of results) {
    const at = column.get(one.directive)
    if (at === undefined) continue
    owes = true
    for (const cell of [(cells[at] ??= empty()), whole]) {
      countIn(cell, one)
      if (one.daysLate > cell.daysLate) cell.daysLate = one.daysLate
    }
  }
  return owes ? { institution, cells, whole } : undefined
}

function sumsOf(
  rows: readonly MatrixRow[],
  width: number,
): Pick<CountryMatrix, 'totals' | 'whole'> {
  const totals = Array.from({ length: width }, empty)
  const whole = empty()
  for (const row of rows) {
    add(whole, row.whole)
    for (let at = 0; at < width; at += 1) {
      const [total, cell] = [totals[at], row.cells[at]]
      if (total && cell) add(total, cell)
    }
  }
  return { totals, whole }
}

const names = Object.keys(noCounts) as readonly Mark[]

function add(sum: CountingCell, cell: Cell): void {
  for (const name of names) sum[name] += cell[name]
  if (cell.daysLate > sum.daysLate) sum.daysLate = cell.daysLate
}
