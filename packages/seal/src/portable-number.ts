export interface PortableNumber {
  /** What to send: the RFC 8785 form where it has exactly the same value, else the text as it was. */
  readonly text: string
  /** True when JavaScript (`JSON.stringify`) and Java (Jackson) both write this text back unchanged. */
  readonly portable: boolean
}

/**
 * How a JSON number is sent (docs/protocols/govesb.md, «Sending»). A number that a double cannot hold is never altered.
 * Java is modelled by `Double.toString` of JDK 19 and later (shortest digits, exponent outside 10^-3 ≤ |x| < 10^7)
 * for numbers with a fraction or exponent, and by arbitrary precision for integers.
 */
export function portableNumber(text: string): PortableNumber {
  const value = Number(text)
  if (!Number.isFinite(value)) return { text, portable: false }
  const shortest = String(value)
  if (shortest !== text && !sameDecimal(text, shortest)) return { text, portable: false }
  return { text: shortest, portable: javaWritesTheSame(value, shortest) }
}

function javaWritesTheSame(value: number, shortest: string): boolean {
  if (shortest.includes('e')) return false
  if (!shortest.includes('.')) return true
  const magnitude = Math.abs(value)
  return magnitude >= 1e-3 && magnitude < 1e7
}

function sameDecimal(a: string, b: string): boolean {
  const left = decimal(a)
  const right = decimal(b)
  if (left.digits === '') return right.digits === ''
  return left.digits === right.digits && left.scale === right.scale && left.minus === right.minus
}

/** value = ±0.digits × 10^scale, without zeros at either end of the digits; zero has no digits. */
function decimal(text: string): { digits: string; scale: number; minus: boolean } {
  const minus = text.startsWith('-')
  const [mantissa = '', exponent = '0'] = (minus ? text.slice(1) : text).toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  let first = 0
  while (all[first] === '0') first += 1
  let last = all.length
  while (last > first && all[last - 1] === '0') last -= 1
  return { digits: all.slice(first, last), scale: whole.length - first + Number(exponent), minus }
}
