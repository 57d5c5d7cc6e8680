import { readFileSync } from 'node:fs'
import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Problem } from '@mtandao/problem'
import { issueToken } from './access/token-endpoint.ts'
import { authenticate } from './access/authenticate.ts'
import type { Config } from './config.ts'
import { createGovesbDoor } from './doors/govesb.ts'
import { esbCallOf } from './doors/govesb-message.ts'
import { sendQueueStatus } from './doors/govesb-status.ts'
import {
  certificateOf,
  credentialsOf,
  problemOf,
  readBody,
  refusalHeaders,
  send,
} from './doors/http.ts'
import { createR1Door, sendProblem } from './doors/r1.ts'
import type { Receipts } from './evidence/receipts.ts'
import { party } from './evidence/recorder.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { problem } from './problems.ts'

const tokenPath = '/gw/govesb-uaa/oauth/token'
const tokenBodyBytesMax = 32 * 1024

/** The traffic listener: one address, every door. */
export function createTrafficServer(
  parts: GatewayParts,
  receipts: Receipts,
  config: Config,
  isDraining: () => boolean,
): Server {
  const govesb = createGovesbDoor(parts)
  const r1 = createR1Door(parts)

  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '/'
    const handled = route(path, request, response)
    handled.catch((cause: unknown) => {
      parts.logger.error('defect', { cause })
      if (!response.headersSent) sendProblem(response, problem('defect'), undefined)
      else response.destroy()
    })
  }

  async function route(
    url: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (url.startsWith('/r1/') || url === '/listClients') return r1(request, response)
    const mark = url.indexOf('?')
    const path = mark < 0 ? url : url.slice(0, mark)
    if (path === tokenPath) return token(parts, config, request, response)
    const call = path.startsWith('/engine/esb/') ? esbCallOf(path) : undefined
    if (call) return govesb(call, request, response)
    return side(path, request, response)
  }

  async function side(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      if (request.method !== 'GET')
        throw problem(path.startsWith('/receipts/') ? 'method-wrong' : 'path-unknown')
      if (path.startsWith('/receipts/'))
        await sendReceipt(parts, receipts, path.slice('/receipts/'.length), request, response)
      else if (path.startsWith('/engine/esb/requests/'))
        await sendQueueStatus(parts, path.slice('/engine/esb/requests/'.length), request, response)
      else throw problem('path-unknown')
    } catch (error) {
      const no = problemOf(error)
      if (no.code === 'gateway.defect') parts.logger.error('defect', { cause: no.cause })
      sendProblem(response, no, undefined)
    }
  }

  const server = httpServer(config, isDraining, listener)
  server.maxConnections = config.limits.connectionsMax
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseConnection(parts, error, socket),
  )
  return server
}

/** HTTP, or HTTPS when it is configured, within the limits. */
function httpServer(config: Config, isDraining: () => boolean, listener: RequestListener): Server {
  const { limits, tls } = config
  const options = {
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
    keepAliveTimeout: 65_000,
    insecureHTTPParser: false,
    ServerResponse: closingResponse(isDraining),
    requireHostHeader: true,
    noDelay: true,
  }
  return tls
    ? createTlsServer(
        {
          ...options,
          key: readFileSync(tls.keyFile),
          cert: readFileSync(tls.certificateFile),
          ...(tls.clientCaFile && {
            ca: readFileSync(tls.clientCaFile),
            requestCert: true,
            rejectUnauthorized: false,
          }),
        },
        listener,
      )
    : createServer(options, listener)
}

/** At drain every answer, also to what came in before, says that its connection ends with it (RFC 9110 §7.6.1). */
function closingResponse(isDraining: () => boolean): typeof ServerResponse {
  return class<Request extends IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, ...rest: HeadRest): this {
      if (isDraining()) this.shouldKeepAlive = false
      return super.writeHead(status, ...(rest as [OutgoingHttpHeaders]))
    }
  }
}

type Head = OutgoingHttpHeaders | OutgoingHttpHeader[]
type HeadRest = [reasonOrHeaders?: string | Head, headers?: Head]

const parserFaults: Readonly<Record<string, () => Problem>> = {
  HPE_HEADER_OVERFLOW: () => problem('headers-too-large'),
  ERR_HTTP_REQUEST_TIMEOUT: () => problem('request-timeout'),
}

/** What the HTTP parser refuses (smuggling, nonsense, slowness) never becomes a request; it is answered and put in evidence. */
function refuseConnection(parts: GatewayParts, error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const no = (parserFaults[error.code ?? ''] ?? (() => problem('http-malformed')))()
  const body = JSON.stringify({
    code: no.code,
    title: `${no.kind.title.sw} / ${no.kind.title.en}`,
    status: no.kind.status,
  })
  const head = [
    `HTTP/1.1 ${no.kind.status} Refused`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  void parts
    .refuse(no, { door: 'r1' })
    .finally(() => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`))
}

async function token(
  parts: GatewayParts,
  config: Config,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.method !== 'POST') throw problem('method-wrong')
    const form = (await readBody(request, tokenBodyBytesMax)).toString('utf8')
    const answer = await issueToken(
      parts.table(),
      parts.tokens,
      parts.assertions,
      {
        form,
        authorization: request.headers.authorization,
        certificate: certificateOf(request),
        audiences: audiencesOf(config, request.headers.host ?? ''),
      },
      parts.clock.now(),
    )
    parts.metrics.token('ok')
    send(response, 200, tokenHeaders, JSON.stringify(answer))
  } catch (error) {
    const no = problemOf(error)
    if (no.code === 'gateway.defect') parts.logger.error('defect', { cause: no.cause })
    parts.metrics.token(no.code)
    await parts.refuse(no, { door: 'token' })
    send(
      response,
      no.kind.status,
      [...tokenHeaders, ...refusalHeaders(no, challengeOf(request))],
      JSON.stringify(oauthError(no)),
    )
  }
}

/**
 * A bus that knows its own name believes no other: with `Host` an assertion made for somebody else's endpoint could be used
 * here by whoever received it.
 */
function audiencesOf({ publicUrl, tls }: Config, host: string): string[] {
  if (publicUrl === undefined) return [`${tls ? 'https' : 'http'}://${host}${tokenPath}`]
  return [publicUrl, publicUrl.replace(/\/$/, '') + tokenPath]
}

const tokenHeaders = [
  'content-type',
  'application/json; charset=utf-8',
  'cache-control',
  'no-store',
]

/** RFC 6749 §5.2: a client that tried HTTP Basic is told that this is how it may try again. */
function challengeOf({ headers }: IncomingMessage): string {
  return /^basic /i.test(headers.authorization ?? '') ? 'Basic realm="govesb-uaa"' : 'Bearer'
}

const oauthNames: Readonly<Record<string, string>> = {
  'gateway.grant-unsupported': 'unsupported_grant_type',
  'gateway.credentials-differ': 'invalid_request',
  'gateway.method-wrong': 'invalid_request',
  'gateway.body-too-large': 'invalid_request',
  'gateway.body-truncated': 'invalid_request',
}

/** RFC 6749 §5.2. `error_description` is ASCII by the RFC, so it is English; `error_description_sw` stands beside it. */
function oauthError(no: Problem) {
  const error =
    no.kind.status >= 500 ? 'temporarily_unavailable' : (oauthNames[no.code] ?? 'invalid_client')
  return {
    error,
    error_description: no.kind.title.en,
    error_description_sw: no.kind.title.sw,
    code: no.code,
  }
}

async function sendReceipt(
  parts: GatewayParts,
  receipts: Receipts,
  exchange: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const credentials = credentialsOf(request)
  const { client } = authenticate(parts.table(), parts.tokens, credentials)
  const { system } = party(client.of)
  const receipt = await receipts.make(
    exchange,
    // What was refused never came to the provider, and the salt would let it test guesses of that body.
    ({ kind, consumer, provider }) =>
      consumer?.system === system || (kind !== 'refused' && provider?.system === system),
  )
  send(
    response,
    200,
    ['content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store'],
    `${JSON.stringify(receipt, undefined, 1)}\n`,
  )
}
