import { codesOf } from '../lists/listed.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { code, id as idShape, newId, url } from '../shapes.ts'
import {
  columns,
  type ColumnName,
  type FieldChange,
  type ReasonCode,
  type Row,
  type Verdict,
} from './columns.ts'
import type { CsvLine } from './read-csv.ts'

/** An institution as it is, and since when its name and its standing are so. */
export interface Known extends Row {
  readonly nameFrom: string | null
  readonly standingFrom: string | null
}

export interface PlannedRow {
  readonly verdict: Verdict
  /** What the institution is to become; undefined when the line is refused. */
  readonly row: Row | undefined
}

type Why = Verdict['why'][number]

const kindCodes = codesOf(kinds)
const regionCodes = codesOf(regions)
const nameColumns: readonly ColumnName[] = ['name_sw', 'name_en', 'acronym']
const standingColumns: readonly ColumnName[] = ['kind', 'parent', 'region']

/**
 * What an import of these lines does to what is known, line by line. Pure: the dry run and the import both follow it.
 * @param from the day from which changes are in force
 */
export function planImport(
  lines: readonly CsvLine[],
  known: ReadonlyMap<string, Known>,
  from: string,
): PlannedRow[] {
  const repeatedIds = repeatedOf(lines.map(({ cells }) => cells?.id ?? ''))
  const addressOwners = new Map([...known.values()].map((row) => [addressOf(row), row.id]))
  const planned = lines.map(({ line, cells }): PlannedRow => {
    if (!cells) return refusedRow(line, '', [{ column: null, reason: 'wrong-columns' }])
    const id = cells.id ?? ''
    const present = known.get(id)
    const row = rowOf(cells, present)
    const why = [
      ...faultsOf(row, present),
      ...(repeatedIds.has(id) ? [{ column: 'id', reason: 'repeated' } as const] : []),
      ...addressFaults(row, present, addressOwners),
      ...(present ? dateFaults(row, present, from) : []),
    ]
    // The first line that takes an address has it; a second one in the same file does not.
    if (why.length === 0) addressOwners.set(addressOf(row), id)
    if (why.length > 0) return refusedRow(line, id, why)
    const changes = changesOf(row, present)
    const verdict = !present ? 'new' : changes.length > 0 ? 'changed' : 'unchanged'
    return { verdict: { line, id, verdict, changes, why: [] }, row }
  })
  return withoutLostParents(planned, known)
}

export function countVerdicts(verdicts: readonly Verdict[]): Record<Verdict['verdict'], number> {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { verdict } of verdicts) counts[verdict] += 1
  return counts
}

/** What the file says, and what stays where the file has no such column. */
function rowOf(cells: NonNullable<CsvLine['cells']>, present: Known | undefined): Row {
  const entries = columns.map((column) => {
    const cell = cells[column] ?? present?.[column] ?? ''
    return [column, column === 'websites' ? tidyList(cell) : cell]
  })
  return Object.fromEntries(entries) as Row
}

export function tidyList(cell: string): string {
  return [...new Set(cell.split(/\s+/).filter((one) => one !== ''))].sort().join(' ')
}

function faultsOf(row: Row, present: Known | undefined): Why[] {
  const why: Why[] = []
  const add = (column: ColumnName, reason: ReasonCode) => why.push({ column, reason })
  const id = present ? idShape : newId
  if (row.id === '') add('id', 'missing')
  else if (!id.safeParse(row.id).success) add('id', 'bad-form')
  for (const column of ['class', 'code'] as const) {
    if (row[column] === '') add(column, 'missing')
    else if (!code.safeParse(row[column]).success) add(column, 'bad-form')
  }
  for (const column of ['name_sw', 'name_en'] as const) {
    if (row[column] === '') add(column, 'missing')
  }
  for (const column of nameColumns) {
    if (row[column].length > (column === 'acronym' ? 40 : 300)) add(column, 'too-long')
    else if (/\p{Cc}/u.test(row[column])) add(column, 'bad-form')
  }
  if (row.kind !== '' && !kindCodes.has(row.kind)) add('kind', 'not-listed')
  if (row.region !== '' && !regionCodes.has(row.region)) add('region', 'not-listed')
  const sites = row.websites === '' ? [] : row.websites.split(' ')
  if (sites.length > 10) add('websites', 'too-long')
  else if (sites.some((site) => !url.safeParse(site).success)) add('websites', 'bad-form')
  return why
}

function addressFaults(
  row: Row,
  present: Known | undefined,
  owners: ReadonlyMap<string, string>,
): Why[] {
  if (present) {
    const fixed = (['class', 'code'] as const).filter((column) => row[column] !== present[column])
    return fixed.map((column) => ({ column, reason: 'address-fixed' }))
  }
  const owner = owners.get(addressOf(row))
  return owner === undefined || owner === row.id
    ? []
    : [{ column: 'code', reason: 'address-taken' }]
}

function dateFaults(row: Row, present: Known, from: string): Why[] {
  const late = (names: readonly ColumnName[], since: string | null) =>
    since !== null && from < since ? names.filter((name) => row[name] !== present[name]) : []
  return [
    ...late(nameColumns, present.nameFrom),
    ...late(standingColumns, present.standingFrom),
  ].map((column) => ({ column, reason: 'date-order' }))
}

function changesOf(row: Row, present: Known | undefined): FieldChange[] {
  return columns
    .filter((column) => row[column] !== (present?.[column] ?? ''))
    .map((column) => ({ column, before: present?.[column] ?? '', after: row[column] }))
}

/** A refused line takes with it the lines that need it, and those that would stand under themselves. */
function withoutLostParents(
  planned: readonly PlannedRow[],
  known: ReadonlyMap<string, Known>,
): PlannedRow[] {
  let rows = [...planned]
  for (;;) {
    const parents = new Map([...known.values()].map((one) => [one.id, one.parent]))
    for (const { row } of rows) if (row) parents.set(row.id, row.parent)
    let lost = 0
    rows = rows.map((one) => {
      const { row, verdict } = one
      if (!row || row.parent === '' || !touchesParent(verdict)) return one
      const reason = parentFault(row, parents)
      if (!reason) return one
      lost += 1
      return refusedRow(verdict.line, verdict.id, [{ column: 'parent', reason }])
    })
    if (lost === 0) return rows
  }
}

const touchesParent = ({ changes }: Verdict) => changes.some(({ column }) => column === 'parent')

function parentFault(row: Row, parents: ReadonlyMap<string, string>): ReasonCode | undefined {
  if (!parents.has(row.parent)) return 'unknown-parent'
  const seen = new Set<string>()
  for (let above = row.parent; above !== ''; above = parents.get(above) ?? '') {
    if (above === row.id) return 'loop'
    // A loop further up is its own lines' fault.
    if (seen.has(above)) return undefined
    seen.add(above)
  }
  return undefined
}

function refusedRow(line: number, id: string, why: readonly Why[]): PlannedRow {
  return {
    verdict: { line, id: id.slice(0, 64), verdict: 'refused', changes: [], why },
    row: undefined,
  }
}

function addressOf(row: Pick<Row, 'class' | 'code'>): string {
  return `${row.class}/${row.code}`
}

function repeatedOf(values: readonly string[]): ReadonlySet<string> {
  const counts = Map.groupBy(values, (value) => value)
  return new Set([...counts].filter(([, all]) => all.length > 1).map(([value]) => value))
}
