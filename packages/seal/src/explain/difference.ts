/** Where two texts part: the first byte that is not the same, with what stands around it in each. */
export interface Difference {
  /** Byte offset in both. */
  readonly at: number
  readonly signed: Excerpt
  readonly sent: Excerpt
}

export interface Excerpt {
  readonly before: string
  /** The byte at the place and what follows; empty at the end of the text. */
  readonly after: string
  /** The byte at the place; undefined at the end of the text. */
  readonly byte: number | undefined
}

const contextBytes = 24

export function firstDifference(signed: Buffer, sent: Buffer): Difference | undefined {
  const shorter = Math.min(signed.length, sent.length)
  let at = 0
  while (at < shorter && signed[at] === sent[at]) at += 1
  if (at === signed.length && at === sent.length) return undefined
  return { at, signed: excerpt(signed, at), sent: excerpt(sent, at) }
}

function excerpt(bytes: Buffer, at: number): Excerpt {
  return {
    before: printable(bytes.subarray(wholeFrom(bytes, Math.max(0, at - contextBytes)), at)),
    after: printable(
      bytes.subarray(at, wholeFrom(bytes, Math.min(bytes.length, at + contextBytes))),
    ),
    byte: bytes[at],
  }
}

/** Not in the middle of a character of UTF-8. */
function wholeFrom(bytes: Buffer, at: number): number {
  let from = at
  while (from < bytes.length && ((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1
  return from
}

/** Text in which nothing is invisible: control characters, odd spaces and bytes that are no UTF-8 are written out. */
export function printable(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replaceAll(
      /[\p{Cc}\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\ufff9-\ufffd]/gu,
      written,
    )
}

function written(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
