/** When a key counts: `notBefore` ≤ now < `notAfter`. */
export interface Validity {
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

/** Keys in their time of validity; a rotation has two that overlap. */
export function keysInForce<Key extends Validity>(
  keys: readonly Key[],
  nowMs: number,
): readonly Key[] {
  const [first] = keys
  if (keys.length === 1 && first && nowMs >= first.notBeforeMs && nowMs < first.notAfterMs)
    return keys
  return keys.filter((key) => nowMs >= key.notBeforeMs && nowMs < key.notAfterMs)
}
