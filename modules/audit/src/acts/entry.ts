import type { ActRow } from './act.ts'

/**
 * The log's entry of an act: JSON in its RFC 8785 form, made from the row alone. So the log can be held against the table at
 * any time: docs/protocols/audit-log.md.
 */
export function entryOf(row: ActRow): string {
  const who =
    row.agent === null
      ? {
          institution: row.institution,
          name: row.personName,
          person: row.person,
          roles: row.roles,
        }
      : { agent: row.agent }
  return canonical({
    v: 1,
    id: row.id,
    at: row.at.toISOString(),
    who,
    action: row.action,
    subject: { type: row.subjectType, id: row.subjectId },
    institutions: row.institutions,
    detail: row.detail,
  })
}

/** RFC 8785: members in the order of their UTF-16 code units; numbers and strings as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}
