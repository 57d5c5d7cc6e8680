import { stringify } from 'csv-stringify/sync'
import { columns, type Row } from './columns.ts'

/** CSV as spreadsheets open it without questions: BOM, CRLF. What `readCsv` reads back is what was written. */
export function writeCsv(rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => guard(row[column]))),
    { bom: true, header: true, columns: [...columns], record_delimiter: 'windows' },
  )
}

/** A cell that a spreadsheet would compute gets an apostrophe before it (OWASP, CSV injection). */
function guard(cell: string): string {
  return /^'*[=+\-@]/.test(cell) ? `'${cell}` : cell
}
