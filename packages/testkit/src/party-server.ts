import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHelper, type GovEsbHelper } from './govesb-helper.ts'
import { makeKey, type TestKey } from './keys.ts'

/** One message that reached a party, as its own logs would have it. */
export interface Seen {
  /** `data.requestId` of the envelope; for plain calls header X-Road-Id. */
  readonly requestId: string | undefined
  readonly path: string
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Whether the bus's signature verified; `undefined` when no bus key is known or the call is plain. */
  readonly verified: boolean | undefined
}

export type Behaviour =
  | 'answer'
  | 'late'
  | 'plain'
  | 'hang'
  | 'reset'
  | 'garbage'
  | 'bad-signature'
  | 'redirect'
  | 'trap'
  | 'fail'
  | 'error'
  | 'slow'

export interface PartyServerOptions {
  /** Signs the answers. */
  readonly key: TestKey
  /** Public key of the bus on the same curve; see `trust`. */
  readonly busKey?: string
  readonly port?: number
  /** Told before anything is answered. */
  readonly onSeen?: (seen: Seen) => void
  /** The `esbBody` of an answer, as JSON text. */
  readonly answer?: (seen: Seen) => string
  /** Told after a request to `/late` was acknowledged: the late answer is the caller's to send. */
  readonly onLate?: (seen: Seen) => void
}

/** A provider or a consumer's callback: real HTTP, real signatures by `govesb-connector-js`, and every vice on demand. */
export interface PartyServer {
  readonly url: string
  readonly port: number
  readonly seen: Seen[]
  /** Overrules the behaviour that the path asks for; `undefined` gives it back to the path. */
  behave(behaviour: Behaviour | undefined): void
  trust(busKey: string): void
  close(): Promise<void>
}

const behaviours: readonly Behaviour[] = [
  'answer',
  'late',
  'plain',
  'hang',
  'reset',
  'garbage',
  'bad-signature',
  'redirect',
  'trap',
  'fail',
  'error',
  'slow',
]

export async function startParty(options: PartyServerOptions): Promise<PartyServer> {
  const signer = createHelper({ clientPrivateKey: options.key.privateKey })
  const forger = createHelper({
    clientPrivateKey: makeKey('forged', options.key.curve).privateKey,
  })
  const seen: Seen[] = []
  let busKey = options.busKey
  let overruled: Behaviour | undefined

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    const behaviour = overruled ?? behaviourOf(path)
    if (behaviour === 'plain') return servePlain(request, response, note)
    const message = read(request, await bodyOf(request), busKey)
    note(message)
    const format = request.headers['content-type']?.includes('xml') === true ? 'xml' : 'json'
    const text = await envelope(behaviour, message, format)
    if (behaviour === 'hang') return
    if (behaviour === 'reset') return void request.socket.resetAndDestroy()
    if (behaviour === 'redirect')
      return void response.writeHead(302, { location: `${url}/trap` }).end()
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, 200))
    response
      .writeHead(behaviour === 'error' ? 500 : 200, { 'content-type': `application/${format}` })
      .end(text)
    if (behaviour === 'late') options.onLate?.(message)
  }

  function note(message: Seen): void {
    seen.push(message)
    options.onSeen?.(message)
  }

  async function envelope(behaviour: Behaviour, message: Seen, format: 'json' | 'xml') {
    const body = options.answer?.(message) ?? JSON.stringify({ echo: message.requestId ?? null })
    if (behaviour === 'garbage') return '<<<{"data": this is no envelope'
    if (behaviour === 'late') return signer.successResponse(null, format)
    if (behaviour === 'fail') return signer.failureResponse(null, 'no such record', format)
    return (behaviour === 'bad-signature' ? forger : signer).successResponse(body, format)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    seen,
    behave(behaviour) {
      overruled = behaviour
    },
    trust(key) {
      busKey = key
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function behaviourOf(path: string): Behaviour {
  const first = path.split(/[/?]/)[1] ?? ''
  return behaviours.find((name) => name === first) ?? 'answer'
}

function read(request: IncomingMessage, body: string, busKey: string | undefined): Seen {
  const xml = request.headers['content-type']?.includes('xml') === true
  const verifier = createHelper({ ...(busKey !== undefined && { esbPublicKey: busKey }) })
  return {
    requestId: xml ? /<requestId>([^<]*)</.exec(body)?.[1] : requestIdOf(body),
    path: request.url ?? '/',
    method: request.method ?? '',
    headers: request.headers,
    body,
    verified: busKey === undefined ? undefined : verifies(verifier, body, xml ? 'xml' : 'json'),
  }
}

function verifies(verifier: GovEsbHelper, body: string, format: 'json' | 'xml'): boolean {
  try {
    return verifier.verifyThenReturnData(body, format) !== null
  } catch {
    return false
  }
}

function requestIdOf(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { data?: { requestId?: string } }
    return parsed.data?.requestId
  } catch {
    return undefined
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** A REST service without envelopes: says what reached it. `?bytes=N` makes it answer that many bytes, streamed. */
async function servePlain(
  request: IncomingMessage,
  response: ServerResponse,
  note: (seen: Seen) => void,
): Promise<void> {
  const path = request.url ?? '/'
  const digest = createHash('sha256')
  let bytes = 0
  for await (const chunk of request) {
    digest.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  const { headers, method = '' } = request
  const id = headers['x-road-id']
  note({
    requestId: typeof id === 'string' ? id : undefined,
    path,
    method,
    headers,
    body: '',
    verified: undefined,
  })
  const wanted = Number(new URL(path, 'http://party').searchParams.get('bytes') ?? 0)
  if (wanted > 0) return streamBytes(response, wanted)
  const said = { method, path, headers, bytes, sha256: digest.digest('hex') }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said))
}

async function streamBytes(response: ServerResponse, wanted: number): Promise<void> {
  const block = Buffer.alloc(64 * 1024, 'x')
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': wanted })
  for (let left = wanted; left > 0; left -= block.length) {
    const more = response.write(left >= block.length ? block : block.subarray(0, left))
    if (!more) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}
