const p = 2n ** 255n - 19n
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/** y of the points whose order divides 8: with such a key, one signature fits many messages. */
const smallOrderY = new Set([
  0n,
  1n,
  p - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
])

/** True when the 32 bytes are the canonical encoding of a point of edwards25519 outside the small subgroup (RFC 8032). */
export function isSoundEd25519Point(encoded: Uint8Array): boolean {
  const reversed = Buffer.from(encoded.toReversed())
  const y = BigInt(`0x${reversed.toString('hex')}`) & (2n ** 255n - 1n)
  if (y >= p || smallOrderY.has(y)) return false
  const y2 = (y * y) % p
  // x² = (y² − 1) / (d·y² + 1); u/v is a square exactly when u·v is, so no inverse is needed.
  const uv = (((y2 + p - 1n) % p) * ((d * y2 + 1n) % p)) % p
  return power(uv, (p - 1n) / 2n) === 1n
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}
