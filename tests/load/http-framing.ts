const headEnd = Buffer.from('\r\n\r\n')

/** Where one HTTP/1.1 message ends inside `bytes[from..to)`; `undefined` while it is incomplete. */
export interface Framed {
  readonly end: number
  /** Status of a response; 0 for a request. */
  readonly status: number
}

/**
 * The least of RFC 9112 §6 that a peer under test needs: content-length, chunked without trailers, or no body. What it cannot
 * read it throws on, so that a broken answer is an error of the run and never a fast success.
 */
export function frame(bytes: Buffer, from: number, to: number): Framed | undefined {
  const at = bytes.indexOf(headEnd, from)
  if (at < 0 || at + 4 > to) return undefined
  const status = bytes[from] === 0x48 && bytes[from + 4] === 0x2f ? statusOf(bytes, from) : 0
  const head = bytes.toString('latin1', from, at + 2)
  const body = at + 4
  const length = lengthOf(head)
  if (length >= 0) return body + length <= to ? { end: body + length, status } : undefined
  if (!/\r\ntransfer-encoding: *chunked\r/i.test(head)) return { end: body, status }
  const end = chunkedEnd(bytes, body, to)
  return end < 0 ? undefined : { end, status }
}

/** `HTTP/1.1 200 …`: three digits at offset 9. */
function statusOf(bytes: Buffer, from: number): number {
  return (
    ((bytes[from + 9] as number) - 48) * 100 +
    ((bytes[from + 10] as number) - 48) * 10 +
    ((bytes[from + 11] as number) - 48)
  )
}

function lengthOf(head: string): number {
  let at = head.indexOf('\r\ncontent-length:')
  if (at < 0) at = head.indexOf('\r\nContent-Length:')
  if (at < 0) {
    const found = /\r\ncontent-length: *(\d+)\r/i.exec(head)
    return found ? Number(found[1]) : -1
  }
  let value = 0
  for (let i = at + 17; i < head.length; i++) {
    const digit = head.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) value = value * 10 + digit
    else if (head.charCodeAt(i) !== 32) break
  }
  return value
}

function chunkedEnd(bytes: Buffer, from: number, to: number): number {
  let at = from
  for (;;) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0 || line + 2 > to) return -1
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (Number.isNaN(size)) throw new Error('unreadable chunk size')
    const next = line + 2 + size + 2
    if (next > to) return -1
    if (size === 0) return next
    at = next
  }
}
