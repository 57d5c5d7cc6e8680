import { countIn, noCounts, type Counting, type MarkCounts } from '../counts.ts'
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
  const rows: MatrixRow[] = []
  for (const [institution, own] of results) {
    const row = rowOf(institution, own, directives)
    if (row && takes(row)) rows.push(row)
  }
  return { directives, rows, ...sumsOf(rows, directives.length) }
}

function rowOf(
  institution: string,
  results: readonly Assessment[],
  directives: readonly string[],
): MatrixRow | undefined {
  const own = cellsOf(results)
  const cells = directives.map((directive) => own.get(directive) ?? null)
  if (cells.every((cell) => cell === null)) return undefined
  const whole = empty()
  for (const cell of cells) if (cell) add(whole, cell)
  return { institution, cells, whole }
}

/** An institution's results stay one list until they are worked out anew: as long as that, they are counted once for all readers. */
const counted = new WeakMap<readonly Assessment[], ReadonlyMap<string, Cell>>()

function cellsOf(results: readonly Assessment[]): ReadonlyMap<string, Cell> {
  const known = counted.get(results)
  if (known) return known
  const cells = new Map<string, CountingCell>()
  for (const one of results) {
    let cell = cells.get(one.directive)
    if (!cell) cells.set(one.directive, (cell = empty()))
    countIn(cell, one)
    if (one.daysLate > cell.daysLate) cell.daysLate = one.daysLate
  }
  counted.set(results, cells)
  return cells
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

function add(sum: CountingCell, cell: Cell): void {
  sum.met += cell.met
  sum.partly += cell.partly
  sum['not-met'] += cell['not-met']
  sum.declared += cell.declared
  sum.unknown += cell.unknown
  sum.exempt += cell.exempt
  sum['not-applicable'] += cell['not-applicable']
  if (cell.daysLate > sum.daysLate) sum.daysLate = cell.daysLate
}
