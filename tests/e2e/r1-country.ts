import { createHash } from 'node:crypto'
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Agreement, RoutingSnapshot, Service } from '@mtandao/contracts'
import { startConstellation, type Constellation, type ConstellationOptions } from '@mtandao/testkit'

/** A gateway whose service `open` is a REST provider that the test itself plays. */
export interface R1Country extends AsyncDisposable {
  readonly country: Constellation
  readonly provider: Provider
  /** Calls below the service `open` unless the path begins with `/r1/`. */
  call(path: string, options?: CallOptions): Promise<Answer>
}

export interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Buffer
  readonly as?: 'consumer' | 'consumerK1' | 'provider' | 'stranger'
  readonly token?: string | undefined
  readonly agent?: Agent
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  readonly text: string
}

export const service = '/r1/TEST/GOV/2001/provider/open'

export interface R1CountryOptions extends ConstellationOptions {
  /** Replaces the agreements on `open` of the consumer. */
  readonly agreements?: readonly Partial<Agreement>[]
  readonly open?: Partial<Service>
  /** Path of the provider's endpoint, a slash first. */
  readonly base?: string
}

export async function startR1Country(options: R1CountryOptions = {}): Promise<R1Country> {
  const { agreements = [{}], open = {}, base = '', adjust, ...rest } = options
  const provider = await startProvider()
  const country = await startConstellation({
    ...rest,
    adjust: (snapshot) => {
      const opened = withOpenService(snapshot, provider.url + base, open, agreements)
      return adjust ? adjust(opened) : opened
    },
  })
  const tokens = new Map<string, string>()
  return {
    country,
    provider,
    async call(path, { as = 'consumer', headers = {}, ...shape } = {}) {
      const token = 'token' in shape ? shape.token : (tokens.get(as) ?? (await country.token(as)))
      if (token !== undefined && !('token' in shape)) tokens.set(as, token)
      return callHttp(country.gateway.url + (path.startsWith('/r1/') ? path : service + path), {
        ...shape,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          'x-road-client': country.clients[as].address,
          ...headers,
        },
      })
    },
    async [Symbol.asyncDispose]() {
      await country[Symbol.asyncDispose]()
      await provider.close()
    },
  }
}

export function withOpenService(
  snapshot: RoutingSnapshot,
  url: string,
  open: Partial<Service>,
  agreements: readonly Partial<Agreement>[],
): RoutingSnapshot {
  const pattern = snapshot.services.find(({ id }) => id === 'plain')
  const agreed = snapshot.agreements.find(({ id }) => id === 'plain-consumer')
  if (!pattern || !agreed) throw new Error('the demo snapshot has no service plain')
  const opened: Service = {
    ...pattern,
    id: 'open',
    code: 'open',
    esbCode: 'OPEN',
    endpoint: { url, security: { type: 'plain' } },
    ...open,
  }
  return {
    ...snapshot,
    services: [...snapshot.services, opened],
    agreements: [
      ...snapshot.agreements,
      ...agreements.map((one, at) => ({
        ...agreed,
        id: `open-${at}`,
        service: 'open',
        ...one,
      })),
    ],
  }
}

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

/** A provider of the test's own making: whatever it does is done by the handler it was given last. */
export interface Provider {
  readonly url: string
  readonly port: number
  readonly seen: SeenRequest[]
  /** Connections opened so far. */
  connections(): number
  serve(handler: Handler): void
  /** Closes every connection, so that the next call needs a fresh one. */
  hangUp(): Promise<void>
  close(): Promise<void>
}

export const answerOk: Handler = (request, response) => {
  request.resume()
  request.once('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end('ok'))
}

export async function startProvider(): Promise<Provider> {
  const seen: SeenRequest[] = []
  let handler = answerOk
  let connections = 0
  const server = createServer((request, response) => {
    const { method = '', url = '', headers, rawHeaders } = request
    seen.push({ method, url, headers, rawHeaders })
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    void handler(request, response)
  })
  server.on('connection', () => (connections += 1))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => connections,
    serve(next) {
      handler = next
      seen.length = 0
    },
    async hangUp() {
      server.closeAllConnections()
      await sleep(50)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A connection that had carried calls before broke under this one. */
export class LostConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}

const defaultAgent = new Agent({ keepAlive: true })

/** One call with the path byte for byte; rejects when the answer breaks off before its end. */
export function callHttp(
  url: string,
  { method = 'GET', headers = {}, body, agent = defaultAgent }: Omit<CallOptions, 'as' | 'token'>,
): Promise<Answer> {
  const { origin, host, hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        hostname,
        port,
        method,
        path: url.slice(origin.length),
        headers: {
          host,
          ...(body !== undefined &&
            headers['transfer-encoding'] === undefined && {
              'content-length': String(Buffer.byteLength(body)),
            }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const whole = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: whole,
            text: whole.toString(),
          })
        })
      },
    )
    request.on('error', (error) => reject(request.reusedSocket ? new LostConnection(error) : error))
    request.end(body)
  })
}

/** `X-Road-Request-Hash` as docs/protocols/r1.md defines it, worked out by whoever asked. */
export function requestHash(parts: {
  readonly method: string
  readonly target: string
  readonly client: string
  readonly id: string
  readonly body?: string | Buffer
}): string {
  const { method, target, client, id, body = '' } = parts
  return createHash('sha512')
    .update(`${method} ${target}\n${client}\n${id}\n`)
    .update(body)
    .digest('base64')
}

/** The stable code of a problem answer. */
export function codeOf({ text }: Answer): string {
  const { code } = JSON.parse(text) as { code: string }
  return code.replace(/^gateway\./, '')
}
