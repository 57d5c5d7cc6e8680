import type { IncomingHttpHeaders } from 'node:http'
import type { Problem } from '@mtandao/problem'
import type { AnswerHeaders, AnswerTail, UpstreamAnswer } from '../forward/upstream.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { continueTrace } from '../operations/trace.ts'
import type { Authorised, Recorded } from '../proofs.ts'
import { single } from './http.ts'
import { headersForProvider } from './r1-headers.ts'
import { runningRequestHash, wholeBodyBytesMax, type R1Message } from './r1-message.ts'
import { streamRequest, type StreamedRequest } from './r1-streams.ts'

/** What the provider said, or why it could not be asked. */
export interface R1Answer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body?: Buffer
  readonly tail?: AnswerTail
  readonly problem?: Problem
  /** base64 SHA-512 that binds the answer to its request; absent while a streamed request is still under way. */
  readonly requestHash?: string | undefined
  readonly streamed?: StreamedRequest | undefined
}

/** @throws Problem `provider-*`, and what is wrong with a body that streams */
export async function askProvider(
  parts: GatewayParts,
  message: R1Message,
  allowed: Authorised,
  asked: Recorded,
  streamed: StreamedRequest | undefined,
): Promise<UpstreamAnswer> {
  const { request, method, body } = message
  const { service } = allowed.route
  const headers = headersForProvider(request.headers)
  headers.push(
    'x-road-client', // the bus's word: a caller cannot have it taken away by naming it in Connection
    message.clientIdentifier,
    'x-road-id',
    message.callerId ?? asked.exchange,
    'x-road-request-id',
    asked.exchange,
    'x-road-service',
    `${service.of.identifier}/${service.service.code}`,
    'x-exchange-id',
    asked.exchange,
    ...traceHeaders(request.headers, asked.exchange),
  )
  if (streamed && request.headers['content-length'] !== undefined)
    headers.push('content-length', request.headers['content-length'])
  return parts.providers.forward(allowed, asked, {
    path: providerPath(message, allowed),
    method,
    headers,
    body: streamed ? streamed.body : body && body.length > 0 ? body : null,
    stream: true,
    bufferBytesMax: wholeBodyBytesMax,
  })
}

/** `undefined` when the body is whole. */
export function streamedRequest(
  parts: GatewayParts,
  message: R1Message,
  asked: Recorded,
  roadId: string,
): StreamedRequest | undefined {
  if (message.body) return undefined
  return streamRequest(
    message,
    parts.recorder.digest(asked.salt),
    runningRequestHash(message, roadId),
    parts.limits.r1BodyBytesMax,
  )
}

/** Below the provider's own address, byte for byte; with a slash at its root only where the caller wrote one. */
function providerPath({ path, query }: R1Message, { route }: Authorised): string {
  const base = route.service.url?.pathname.replace(/\/$/, '') ?? ''
  const isRoot = route.path === '/' && !path.endsWith('/')
  return (isRoot && base !== '' ? base : base + route.path) + query
}

/** `tracestate` means something only beside the `traceparent` that it came with (W3C Trace Context §3.3). */
function traceHeaders(
  { traceparent, tracestate }: IncomingHttpHeaders,
  exchange: string,
): string[] {
  const given = single(traceparent)
  const continued = continueTrace(given, exchange)
  if (given === undefined) return ['traceparent', continued]
  const isSame = given.slice(3, 35) === continued.slice(3, 35)
  return isSame && typeof tracestate === 'string'
    ? ['traceparent', continued, 'tracestate', tracestate]
    : ['traceparent', continued]
}
