import { connect } from 'node:net'

/** What came back over a bare socket. `status` 0: the peer closed without a word. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Everything received, for attacks that may draw more than one answer. */
  readonly all: string
  readonly elapsedMs: number
}

export type RawPart = string | Buffer | { readonly waitMs: number } | { readonly close: true }

/**
 * Sends bytes as they are, well-formed or not, and reads until the peer closes, `untilMs` is over, or (unless `all` is
 * asked for) one answer is complete. `close` half-closes our side.
 */
export function sendRaw(
  url: string,
  parts: readonly RawPart[],
  { untilMs = 5000, all: readAll = false }: { untilMs?: number; all?: boolean } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const started = performance.now()
  return new Promise((resolve) => {
    let all = Buffer.alloc(0)
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const timer = setTimeout(() => socket.destroy(), untilMs)
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...parse(all), elapsedMs: performance.now() - started })
    }
    socket.on('data', (chunk) => {
      all = Buffer.concat([all, chunk])
      if (!readAll && complete(all)) finish()
    })
    socket.on('end', finish)
    socket.on('close', finish)
    socket.on('error', () => {})
    socket.on('connect', () => void play(parts))
    async function play(script: readonly RawPart[]): Promise<void> {
      for (const part of script) {
        if (socket.destroyed) return
        if (typeof part === 'object' && 'close' in part) socket.end()
        else if (typeof part === 'object' && 'waitMs' in part)
          await new Promise((wake) => setTimeout(wake, part.waitMs))
        else socket.write(part)
      }
    }
  })
}

function complete(all: Buffer): boolean {
  const at = all.indexOf('\r\n\r\n')
  if (at < 0) return false
  const head = all.subarray(0, at).toString('latin1')
  if (/\r\ntransfer-encoding: *chunked/i.test(head))
    return all.subarray(-5).toString() === '0\r\n\r\n'
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  return length !== null && all.length >= at + 4 + Number(length[1])
}

function parse(bytes: Buffer): Omit<RawAnswer, 'elapsedMs'> {
  const all = bytes.toString()
  const at = all.indexOf('\r\n\r\n')
  if (at < 0) return { status: 0, headers: {}, body: '', all }
  const [first = '', ...lines] = all.slice(0, at).split('\r\n')
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(pairs),
    body: all.slice(at + 4),
    all,
  }
}
