/** What was given is malformed, or does not prove what it claims. Never thrown for a fault of our own. */
export class TlogError extends Error {
  override readonly name = 'TlogError'
}
