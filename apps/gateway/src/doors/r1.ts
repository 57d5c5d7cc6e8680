import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyDigest } from '@mtandao/contracts'
import { problemBody, type Problem } from '@mtandao/problem'
import { authenticate } from '../access/authenticate.ts'
import { authorise } from '../access/authorise.ts'
import { resolveR1 } from '../access/resolve.ts'
import { party, type Facts } from '../evidence/recorder.ts'
import { exchange, type Door } from '../exchange.ts'
import type { AnswerHeaders, AnswerTail } from '../forward/upstream.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { continueTrace } from '../operations/trace.ts'
import { problem } from '../problems.ts'
import type { Authorised, Caller, Recorded } from '../proofs.ts'
import { problemOf, refusalHeaders, send, single } from './http.ts'
import { headersForConsumer, headersForProvider } from './r1-headers.ts'
import {
  receiveR1,
  runningRequestHash,
  wholeBodyBytesMax,
  wholeRequestHash,
  type R1Message,
} from './r1-message.ts'
import { requestSignature, signAnswer } from './r1-signature.ts'
import { serveMetaservice } from './r1-metaservices.ts'
import { streamRequest, type StreamedRequest } from './r1-streams.ts'

/** What the provider said, or why it could not be asked. */
interface R1Answer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body?: Buffer
  readonly tail?: AnswerTail
  readonly problem?: Problem
  /** base64 SHA-512 that binds the answer to its request; absent while a streamed request is still under way. */
  readonly requestHash?: string | undefined
  readonly streamed?: StreamedRequest | undefined
}

interface R1Sealed {
  readonly facts: Facts
  readonly status: number
  readonly headers: string[]
  readonly body: Buffer | undefined
  readonly tail: AnswerTail | undefined
  readonly streamed: StreamedRequest | undefined
}

/** The `r1` door: X-Road style REST (docs/protocols/r1.md). */
export function createR1Door(parts: GatewayParts) {
  const door: Door<R1Message, R1Answer, R1Sealed> = {
    authenticate: (message) => authenticateR1(parts, message),

    resolve: ({ table, method, path }) => resolveR1(table, method, path),

    authorise: (message, caller, route) =>
      authorise(caller, route, message.purpose, parts.quota, parts.clock.now()),

    question: (message, allowed) => ({
      ...commonFacts(allowed),
      receivedBody: message.body ?? announcedBody(message.request),
      ...(allowed.caller.key !== undefined && { key: allowed.caller.key }),
      ...(allowed.caller.signature !== undefined && { signature: allowed.caller.signature }),
    }),

    async forward(message, allowed, asked) {
      try {
        return await askProvider(parts, message, allowed, asked)
      } catch (error) {
        return refusal(reported(parts, error), asked.exchange)
      }
    },

    seal: (message, allowed, asked, answer) => sealR1(parts, message, allowed, asked, answer),

    async release(message, sealed, answered) {
      const { tail, streamed } = sealed
      if (tail) await streamAnswer(parts, message, sealed, tail, answered)
      else send(message.response, sealed.status, sealed.headers, sealed.body ?? Buffer.alloc(0))
      if (streamed && !tail) await recordStreamed(parts, answered, streamed.digest(), undefined)
      observe(parts, sealed.facts)
    },
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    let message: R1Message | undefined
    try {
      const table = parts.table()
      message = await receiveR1({
        request,
        response,
        startedAt,
        table,
        bodyBytesMax: parts.limits.r1BodyBytesMax,
      })
      if (await serveMetaservice(parts, message, () => authenticateR1(parts, message as R1Message)))
        return
      await exchange(door, parts.recorder, message)
    } catch (error) {
      await refuse(parts, request, response, error, message)
    }
  }
}

function authenticateR1(parts: GatewayParts, message: R1Message): Caller {
  const { table, credentials } = message
  const caller = authenticate(
    table,
    parts.tokens,
    credentials,
    parts.clock.now(),
    requestSignature(message),
  )
  if (caller.client.of.identifier !== message.clientIdentifier) throw problem('client-mismatch')
  return caller
}

async function askProvider(
  parts: GatewayParts,
  message: R1Message,
  allowed: Authorised,
  asked: Recorded,
): Promise<R1Answer> {
  const { request, method, body } = message
  const { service, route } = { service: allowed.route.service, route: allowed.route }
  const roadId = message.callerId ?? asked.exchange
  const base = service.url?.pathname.replace(/\/$/, '') ?? ''
  const headers = headersForProvider(request.headers)
  headers.push(
    'x-road-id',
    roadId,
    'x-road-request-id',
    asked.exchange,
    'x-road-service',
    `${service.of.identifier}/${service.service.code}`,
    'x-exchange-id',
    asked.exchange,
    'traceparent',
    continueTrace(single(request.headers['traceparent'])),
  )
  const path = (route.path === '/' && base !== '' ? base : base + route.path) + message.query
  const streamed = body
    ? undefined
    : streamRequest(
        message,
        parts.recorder.digest(asked.salt),
        runningRequestHash(message, roadId),
        parts.limits.r1BodyBytesMax,
      )
  if (streamed && request.headers['content-length'] !== undefined)
    headers.push('content-length', request.headers['content-length'])
  const answer = await parts.providers.forward(allowed, asked, {
    path,
    method,
    headers,
    body: streamed ? streamed.body : body && body.length > 0 ? body : null,
    stream: true,
    bufferBytesMax: wholeBodyBytesMax,
  })
  const requestHash = body ? wholeRequestHash(message, roadId, body) : streamed?.requestHash()
  return { ...answer, requestHash, streamed }
}

function refusal(no: Problem, exchangeId: string | undefined): R1Answer {
  const body = Buffer.from(
    JSON.stringify({ ...problemBody(no), ...(exchangeId && { exchange: exchangeId }) }),
  )
  return {
    status: no.kind.status,
    headers: { 'content-type': 'application/problem+json' },
    body,
    problem: no,
  }
}

function sealR1(
  parts: GatewayParts,
  message: R1Message,
  allowed: Authorised,
  asked: Recorded,
  answer: R1Answer,
): R1Sealed {
  const { problem: no, status, body, tail, streamed } = answer
  const headers = headersForConsumer(answer.headers)
  headers.push(
    'x-road-id',
    message.callerId ?? asked.exchange,
    'x-road-request-id',
    asked.exchange,
    'x-exchange-id',
    asked.exchange,
  )
  if (answer.requestHash) headers.push('x-road-request-hash', answer.requestHash)
  if (allowed.rateLimit !== undefined) headers.push('ratelimit', allowed.rateLimit)
  if (no)
    headers.push(
      ...refusalHeaders(no).filter((_, at, all) => all[at - (at % 2)] !== 'ratelimit'),
      'x-road-error',
      roadError(no),
    )
  const signed = body ? signAnswer(parts, message, allowed, { status, headers, body }) : undefined
  return {
    status,
    headers,
    body,
    tail,
    streamed,
    facts: {
      ...commonFacts(allowed),
      status,
      outcome: no ? no.code : status < 500 ? 'ok' : 'provider.status-5xx',
      ...(no ? { side: sideOf(no) } : status >= 500 && { side: 'provider' }),
      latencyMs: Math.round((performance.now() - message.startedAt) * 10) / 10,
      ...(body && { sentBody: body }),
      ...(signed && { busKey: signed.key, busSignature: signed.signature }),
    },
  }
}

/** Lets a large answer through as it comes, hashed on the way; what passed is put in evidence when it has passed. */
async function streamAnswer(
  parts: GatewayParts,
  { request, response }: R1Message,
  { status, headers, streamed }: R1Sealed,
  tail: AnswerTail,
  answered: Recorded,
): Promise<void> {
  const digest = parts.recorder.digest(answered.salt)
  let outcome = 'ok'
  const gone = () => tail.abort()
  response.once('close', gone)
  try {
    response.writeHead(status, headers)
    await tail.pipe(
      (chunk) => {
        digest.update(chunk)
        return response.write(chunk)
      },
      async () => {
        await Promise.race([once(response, 'drain'), once(response, 'close')])
      },
    )
    response.end()
  } catch (error) {
    outcome = problemOf(error).code
    response.destroy() // the head has gone: only a broken connection can still say that the body is not whole
  } finally {
    response.off('close', gone)
  }
  if (request.destroyed && !response.writableFinished && outcome === 'ok')
    outcome = 'consumer.went-away'
  await recordStreamed(parts, answered, streamed?.digest(), digest.done(), outcome)
}

async function recordStreamed(
  parts: GatewayParts,
  answered: Recorded,
  received: BodyDigest | undefined,
  sent: BodyDigest | undefined,
  outcome = 'ok',
): Promise<void> {
  await parts.recorder.later(answered, 'completed', {
    door: 'r1',
    outcome,
    ...(received && { receivedBody: received }),
    ...(sent && { sentBody: sent }),
  })
}

async function refuse(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  message: R1Message | undefined,
): Promise<void> {
  const no = reported(parts, error)
  const client = parts.knownClient(request.headers.authorization)
  const recorded = await parts.refuse(no, {
    door: 'r1',
    ...(client && { consumer: party(client.of, client.client) }),
    ...(message?.body && { receivedBody: message.body }),
  })
  sendProblem(response, no, recorded?.exchange, message?.callerId)
}

/** A refusal as RFC 9457, with the side that failed. */
export function sendProblem(
  response: ServerResponse,
  no: Problem,
  exchangeId: string | undefined,
  callerId?: string,
): void {
  const { status, body } = refusal(no, exchangeId)
  const headers = [
    'content-type',
    'application/problem+json',
    'x-road-error',
    roadError(no),
    ...refusalHeaders(no),
  ]
  if (exchangeId)
    headers.push(
      'x-exchange-id',
      exchangeId,
      'x-road-id',
      callerId ?? exchangeId,
      'x-road-request-id',
      exchangeId,
    )
  send(response, status, headers, body ?? '')
}

function commonFacts({ caller, route, agreement, purpose, operation }: Authorised) {
  const { service, of } = route.service
  return {
    door: 'r1' as const,
    operation,
    consumer: party(caller.client.of, caller.client.client),
    provider: party(of),
    service: service.id,
    serviceVersion: service.version,
    ...(agreement && { agreement: agreement.agreement.id }),
    ...(purpose !== undefined && { purpose }),
  }
}

function announcedBody(request: IncomingMessage): BodyDigest {
  return { bytes: Number(request.headers['content-length'] ?? 0) }
}

function sideOf({ code, kind }: Problem): 'consumer' | 'bus' | 'provider' {
  if (code.startsWith('gateway.provider-')) return 'provider'
  return kind.status < 500 ? 'consumer' : 'bus'
}

const sideNames = {
  consumer: 'Client',
  bus: 'Server.Gateway',
  provider: 'Server.Provider',
} as const

/** `X-Road-Error`: which side failed, then the code in X-Road's spelling. */
function roadError(no: Problem): string {
  const name = no.code
    .slice(no.code.indexOf('.') + 1)
    .replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return `${sideNames[sideOf(no)]}.${name}`
}

function reported(parts: GatewayParts, error: unknown): Problem {
  const no = problemOf(error)
  if (no.code === 'gateway.defect') parts.logger.error('defect', { cause: no.cause })
  return no
}

function observe(parts: GatewayParts, { service, outcome, latencyMs }: Facts): void {
  parts.metrics.exchange('r1', service ?? '', outcome ?? '', (latencyMs ?? 0) / 1000)
}
