import { createServer, type IncomingMessage, type Server } from 'node:http'

const BODY_BYTES_MAX = 1024 * 1024
const HOST = '127.0.0.1'

export interface Received {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** An HTTP listener that can be closed and opened again, as a machine that is switched off and on. */
export class PartyServer {
  readonly #port: number
  readonly #handle: (received: Received) => Promise<Reply>
  #server: Server | undefined

  constructor(port: number, handle: (received: Received) => Promise<Reply>) {
    this.#port = port
    this.#handle = handle
  }

  get isOpen(): boolean {
    return this.#server !== undefined
  }

  async open(): Promise<void> {
    if (this.#server !== undefined) return
    const server = createServer((request, response) => {
      void this.#answer(request).then(({ status, contentType, body }) => {
        response.writeHead(status, { 'content-type': contentType })
        response.end(body)
      })
    })
    this.#server = server
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(this.#port, HOST, () => resolve())
      })
    } catch (cause) {
      this.#server = undefined
      throw new Error(`couldn't listen on ${HOST}:${this.#port}`, { cause })
    }
  }

  async close(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    try {
      const body = await readBody(request)
      if (body === undefined) return plainReply(413, 'Ujumbe ni mkubwa mno')
      return await this.#handle({
        method: request.method ?? '',
        path: (request.url ?? '').split('?')[0] ?? '',
        authorization: request.headers.authorization,
        body,
      })
    } catch {
      // A stranger's message that does not parse ends here; the bus sees an ordinary server error.
      return plainReply(500, 'Hitilafu ya ndani ya mfumo')
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > BODY_BYTES_MAX) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function plainReply(status: number, kosa: string): Reply {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ kosa }),
  }
}
