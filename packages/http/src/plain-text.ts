/**
 * Whether every text in a value can be kept: PostgreSQL stores no NUL, and half of a surrogate pair is no character. Judged
 * once, here, so that no use case has to.
 */
export function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (Array.isArray(value)) return value.every(isKeepable)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => isKeepable(name) && isKeepable(member))
}
