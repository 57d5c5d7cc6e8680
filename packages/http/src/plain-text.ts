/** No operation takes anything as deep; whoever sends more wants to exhaust the stack. */
const depthMax = 32

/**
 * Whether every text in a value can be kept: PostgreSQL stores no NUL, and half of a surrogate pair is no character. Judged
 * once, here, so that no use case has to.
 */
export function isKeepable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  if (depth === depthMax) return false
  if (Array.isArray(value)) return value.every((member) => isKeepable(member, depth + 1))
  return Object.entries(value).every(
    ([name, member]) => isKeepable(name) && isKeepable(member, depth + 1),
  )
}
