/**
 * The provider of every run: answers as fast as a socket allows, so that the subject is the bottleneck. Reads its answers from
 * the first line of standard input, `{"port", "plain", "signed": [...]}`; a path that starts with /esb gets a signed one.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { frame } from './http-framing.ts'

export interface UpstreamPlan {
  readonly port: number
  /** Body for everything else. */
  readonly plain: string
  /** Bodies for /esb, taken in turn. */
  readonly signed: readonly string[]
}

function answer(body: string): Buffer {
  const bytes = Buffer.from(body)
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes])
}

async function serve(plan: UpstreamPlan): Promise<void> {
  const plain = answer(plan.plain)
  const signed = plan.signed.map(answer)
  let turn = 0
  const server = createServer({ noDelay: true }, (socket) => {
    let rest: Buffer | undefined
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      let bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk])
      rest = undefined
      for (;;) {
        const framed = frame(bytes, 0, bytes.length)
        if (framed === undefined) {
          rest = bytes
          return
        }
        // "POST /esb" or "GET /esb": the fourth or fifth byte begins the path
        const path = bytes[3] === 0x20 ? 4 : 5
        const isSigned =
          bytes[path + 1] === 0x65 && bytes[path + 2] === 0x73 && bytes[path + 3] === 0x62
        turn = turn + 1 < signed.length ? turn + 1 : 0
        socket.write(isSigned ? (signed[turn] as Buffer) : plain)
        if (framed.end === bytes.length) return
        bytes = bytes.subarray(framed.end)
      }
    })
  })
  server.listen(plan.port, '127.0.0.1', 4096)
  await once(server, 'listening')
  process.stdout.write('ready\n')
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const first = await lines.next()
if (first.done !== true) await serve(JSON.parse(first.value) as UpstreamPlan)
