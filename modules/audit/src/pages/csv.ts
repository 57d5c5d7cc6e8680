import type { ListedAct } from '../acts/list-acts.ts'

const columns = [
  'log_index',
  'at',
  'id',
  'person',
  'name',
  'roles',
  'institution',
  'agent',
  'action',
  'subject_type',
  'subject_id',
  'institutions',
  'detail',
  'standing',
] as const

/** RFC 4180, with the mark by which spreadsheets see UTF-8. */
export function actsCsv(acts: readonly ListedAct[]): string {
  const rows = acts.map((act) => [
    String(act.logIndex),
    act.at.toISOString(),
    act.id,
    act.person ?? '',
    act.personName ?? '',
    act.roles.join(' '),
    act.institution ?? '',
    act.agent ?? '',
    act.action,
    act.subjectType,
    act.subjectId,
    act.institutions.join(' '),
    JSON.stringify(act.detail),
    act.standing,
  ])
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

/** A cell that a spreadsheet would compute gets an apostrophe before it (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
