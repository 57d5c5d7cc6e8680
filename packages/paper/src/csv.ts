/**
 * RFC 4180, with the mark by which spreadsheets see UTF-8. A cell that a spreadsheet would compute gets an apostrophe before it (OWASP, CSV
 * injection).
 */
export function csvOf(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): string {
  const lines = [columns, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`)
  return `\ufeff${lines.join('')}`
}

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
