import { performance } from 'node:perf_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyDigest } from '@mtandao/contracts'
import { problemBody, type Problem } from '@mtandao/problem'
import { authenticate, authenticateSigned } from '../access/authenticate.ts'
import { authorise } from '../access/authorise.ts'
import { resolveR1 } from '../access/resolve.ts'
import type { CommonFacts } from '../evidence/encode-entry.ts'
import { party, type Facts } from '../evidence/recorder.ts'
import { wantedFacts } from '../evidence/wanted-facts.ts'
import { exchange, type Door } from '../exchange.ts'
import type { AnswerTail } from '../forward/upstream.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { problem, sideOf } from '../problems.ts'
import type { Authorised, Caller, Recorded } from '../proofs.ts'
import { credentialsOf, problemOf, refusalHeaders, send } from './http.ts'
import { headersForConsumer } from './r1-headers.ts'
import { receiveR1, wholeRequestHash, type R1Message } from './r1-message.ts'
import { requestSignature, signAnswer } from './r1-signature.ts'
import { maybeMetaservice, serveMetaservice } from './r1-metaservices.ts'
import { askProvider, streamedRequest, type R1Answer } from './r1-provider.ts'
import { streamAnswer, type PassedAnswer, type StreamedRequest } from './r1-streams.ts'

interface R1Sealed {
  readonly facts: Facts
  readonly status: number
  readonly headers: string[]
  readonly body: Buffer | undefined
  readonly tail: AnswerTail | undefined
  readonly streamed: StreamedRequest | undefined
  /** Gives the agreement's place back. */
  readonly free: () => void
}

/** The `r1` door: X-Road style REST (docs/protocols/r1.md). */
export function createR1Door(parts: GatewayParts) {
  const door: Door<R1Message, R1Answer, R1Sealed> = {
    authenticate: (message) => authenticateR1(parts, message),

    resolve: ({ table, method, path }) => resolveR1(table, method, path),

    authorise(message, caller, route) {
      message.wanted = route
      return authorise(caller, route, message.purpose, parts.quota, parts.clock.now())
    },

    question: (message, allowed) => ({
      common: commonFacts(allowed),
      ...receivedFacts(message),
      ...(allowed.caller.key !== undefined && { key: allowed.caller.key }),
      ...(allowed.caller.signature !== undefined && { signature: allowed.caller.signature }),
    }),

    async forward(message, allowed, asked) {
      const roadId = message.callerId ?? asked.exchange
      const streamed = streamedRequest(parts, message, asked, roadId)
      let answer: R1Answer
      try {
        answer = await askProvider(parts, message, allowed, asked, streamed)
      } catch (error) {
        answer = refusal(reported(parts, error), asked.exchange)
      }
      const { body } = message
      const requestHash = body ? wholeRequestHash(message, roadId, body) : streamed?.requestHash()
      return { ...answer, requestHash, streamed }
    },

    mend(error, asked, { streamed, tail }) {
      tail?.abort()
      return { ...refusal(reported(parts, error), asked.exchange), streamed }
    },

    seal: (message, allowed, asked, answer) => sealR1(parts, message, allowed, asked, answer),

    async release(message, sealed, answered) {
      const { tail, streamed, facts } = sealed
      let passed: PassedAnswer | undefined
      if (tail)
        passed = await streamAnswer(
          message.response,
          sealed,
          tail,
          parts.recorder.digest(answered.salt),
        )
      else send(message.response, sealed.status, sealed.headers, sealed.body ?? Buffer.alloc(0))
      sealed.free() // whoever has its answer may ask again, whatever is still to be written here
      const outcome = passed && passed.outcome !== 'ok' ? passed.outcome : (facts.outcome ?? '')
      observe(parts, { ...facts, outcome })
      if (passed || streamed)
        await parts.recorder.later(answered, 'completed', {
          common: { door: 'r1' },
          outcome,
          ...(streamed && { receivedBody: streamed.digest() }),
          ...(passed && { sentBody: passed.digest }),
        })
    },
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    let message: R1Message | undefined
    try {
      const table = parts.table()
      // A stranger is turned away before one byte of a body is read for it.
      authenticate(table, parts.tokens, credentialsOf(request))
      message = await receiveR1({
        request,
        response,
        startedAt,
        table,
        bodyBytesMax: parts.limits.r1BodyBytesMax,
      })
      if (
        maybeMetaservice(message.path) &&
        (await serveMetaservice(parts, message, () => authenticateR1(parts, message as R1Message)))
      )
        return
      await exchange(door, parts.recorder, message)
    } catch (error) {
      await refuse(parts, request, response, error, message)
    }
  }
}

/** Without a signature to verify nothing is waited for. */
function authenticateR1(parts: GatewayParts, message: R1Message): Caller | Promise<Caller> {
  const { table, credentials, clientIdentifier } = message
  const signature = requestSignature(message)
  const own = (caller: Caller): Caller => {
    if (caller.client.of.identifier !== clientIdentifier) throw problem('client-mismatch')
    return caller
  }
  return signature
    ? authenticateSigned(table, parts.tokens, credentials, parts.clock.now(), signature).then(own)
    : own(authenticate(table, parts.tokens, credentials))
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
  // Of a body that we do not hold the provider alone knows the length.
  const length = answer.headers['content-length']
  if ((tail || message.method === 'HEAD') && typeof length === 'string')
    headers.push('content-length', length)
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
  const signed = body ? signAnswer(parts, message, { status, headers, body }) : undefined
  return {
    status,
    headers,
    body,
    tail,
    streamed,
    free: allowed.release,
    facts: {
      common: asked.common,
      status,
      outcome: no ? no.code : status < 500 ? 'ok' : 'provider.status-5xx',
      ...(no ? { side: sideOf(no) } : status >= 500 && { side: 'provider' }),
      latencyMs: Math.round((performance.now() - message.startedAt) * 10) / 10,
      ...(body && { sentBody: body }),
      ...(signed && { busKey: signed.key, busSignature: signed.signature }),
    },
  }
}

async function refuse(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  message: R1Message | undefined,
): Promise<void> {
  const no = reported(parts, error)
  const client = parts.knownClient(credentialsOf(request))
  const consumer = client && { consumer: party(client.of, client.client) }
  const recorded = await parts.refuse(
    no,
    { door: 'r1', ...consumer, ...wantedFacts(no, message?.wanted) },
    message?.body,
  )
  sendProblem(response, no, recorded?.exchange, {
    callerId: message?.callerId,
    sign: (answer) => void (message && recorded && signAnswer(parts, message, answer)),
  })
}

/** A refusal as RFC 9457, with the side that failed. */
export function sendProblem(
  response: ServerResponse,
  no: Problem,
  exchangeId: string | undefined,
  {
    callerId,
    sign,
  }: {
    readonly callerId?: string | undefined
    readonly sign?: (answer: Parameters<typeof signAnswer>[2]) => void
  } = {},
): void {
  const { status, body = Buffer.alloc(0) } = refusal(no, exchangeId)
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
  sign?.({ status, headers, body })
  send(response, status, headers, body)
}

function receivedFacts({ body, request }: R1Message): Pick<Facts, 'receivedBody'> {
  const received = body ?? announcedBody(request)
  return received ? { receivedBody: received } : {}
}

function commonFacts({ caller, route, agreement, purpose, operation }: Authorised): CommonFacts {
  const { service, of } = route.service
  return {
    door: 'r1',
    operation,
    consumer: party(caller.client.of, caller.client.client),
    provider: party(of),
    service: service.id,
    serviceVersion: service.version,
    ...(agreement && { agreement: agreement.agreement.id }),
    ...(purpose !== undefined && { purpose }),
  }
}

/** A body that streams is known by its announced length, if by anything; its digest follows in `completed`. */
function announcedBody({ headers }: IncomingMessage): BodyDigest | undefined {
  const announced = headers['content-length']
  return announced === undefined ? undefined : { bytes: Number(announced) }
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

function observe(parts: GatewayParts, { common, outcome, latencyMs }: Facts): void {
  parts.metrics.exchange('r1', common.service ?? '', outcome ?? '', (latencyMs ?? 0) / 1000)
}
