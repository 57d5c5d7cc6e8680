import { performance } from 'node:perf_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { EnvelopeFault } from '@mtandao/seal'
import { authenticate, authenticateSigned } from '../access/authenticate.ts'
import { authorise, authoriseOwner } from '../access/authorise.ts'
import { resolveCode, resolveId } from '../access/resolve.ts'
import type { CommonFacts } from '../evidence/encode-entry.ts'
import { party, type Facts } from '../evidence/recorder.ts'
import { wantedFacts } from '../evidence/wanted-facts.ts'
import { exchange, type Door } from '../exchange.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { problem } from '../problems.ts'
import type { Authorised, Caller, Recorded, Route } from '../proofs.ts'
import type { ClientEntry } from '../snapshot/routing-table.ts'
import { acceptMessage } from './govesb-accept.ts'
import {
  refusalAnswer,
  sealAnswer,
  sendSealed,
  type EsbAnswer,
  type SealedEsb,
} from './govesb-answer.ts'
import {
  busKeyFor,
  formatOf,
  receive,
  signatureOf,
  type EsbCall,
  type EsbMessage,
} from './govesb-message.ts'
import { askProvider } from './govesb-provider.ts'
import { credentialsOf, problemOf } from './http.ts'

/** The sealed answer with the facts for its entry. */
interface Sealed extends SealedEsb {
  readonly facts: Facts
}

/** The `govesb` door: the wire contract of existing GovESB clients (docs/protocols/govesb.md). */
export function createGovesbDoor(parts: GatewayParts) {
  const door: Door<EsbMessage, EsbAnswer, Sealed> = {
    authenticate: (message) =>
      authenticateSigned(
        message.table,
        parts.tokens,
        message.credentials,
        parts.clock.now(),
        signatureOf(message),
      ),

    resolve: (message, caller) => resolveCall(parts, message, caller),

    authorise: (message, caller, route) => authoriseCall(parts, message, caller, route),

    question: (message, allowed) => questionFacts(message, allowed),

    async forward(message, allowed, asked) {
      try {
        const sync =
          allowed.route.service.service.mode === 'sync' && allowed.agreement !== undefined
        return sync
          ? await askProvider(parts, message, allowed, asked)
          : await acceptMessage(parts, message, allowed, asked)
      } catch (error) {
        return refusalAnswer(reported(parts, error), asked.exchange)
      }
    },

    mend: (error, asked) => refusalAnswer(unsayable(parts, error), asked.exchange),

    seal(message, allowed, asked, answer) {
      const client = allowed.caller.client
      const sealed = sealAnswer(answer, message.format, busKeyFor(parts.keys.bus, client))
      const limits = allowed.rateLimit === undefined ? [] : ['ratelimit', allowed.rateLimit]
      return {
        ...sealed,
        headers: [...sealed.headers, ...limits],
        facts: answerFacts(message, asked, answer, sealed),
      }
    },

    release(message, sealed, answered) {
      sendSealed(message.response, sealed, message.format, answered.exchange)
      const { common, outcome = '', latencyMs = 0 } = sealed.facts
      parts.metrics.exchange('govesb', common.service ?? '', outcome, latencyMs / 1000)
    },
  }

  /** One call, from the head of the request to the last byte of a signed answer, whatever happens between. */
  async function handle(
    call: EsbCall,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const startedAt = performance.now()
    let message: EsbMessage | undefined
    try {
      const table = parts.table()
      // A stranger is turned away before one byte of a body is read or parsed for it.
      authenticate(table, parts.tokens, credentialsOf(request))
      message = await receive({
        call,
        request,
        response,
        startedAt,
        table,
        bodyBytesMax: parts.limits.esbBodyBytesMax,
      })
      await exchange(door, parts.recorder, message)
    } catch (error) {
      await refuse(parts, { call, request, response }, error, message)
    }
  }

  return handle
}

type EsbIntakeHead = Pick<EsbMessage, 'call' | 'request' | 'response'>

async function refuse(
  parts: GatewayParts,
  intake: EsbIntakeHead,
  error: unknown,
  message: EsbMessage | undefined,
): Promise<void> {
  const { call, request, response } = intake
  const no = reported(parts, error)
  const client = parts.knownClient(credentialsOf(request))
  const format = message?.format ?? formatOf(request.headers) ?? 'json'
  const consumer = client && { consumer: party(client.of, client.client) }
  const recorded = await parts.refuse(
    no,
    { door: 'govesb', operation: call, ...consumer, ...wantedFacts(no, message?.wanted) },
    message?.raw,
  )
  const sealed = sealAnswer(
    refusalAnswer(no, recorded?.exchange),
    format,
    busKeyFor(parts.keys.bus, client),
  )
  sendSealed(response, sealed, format, recorded?.exchange)
}

/** A defect is logged with its cause here; the caller is told its incident only. */
function reported(parts: GatewayParts, error: unknown) {
  const no = problemOf(error)
  if (no.code === 'gateway.defect') parts.logger.error('defect', { cause: no.cause })
  return no
}

/** An answer that is well-formed where it comes from can still be impossible to say in the caller's format. */
function unsayable(parts: GatewayParts, error: unknown) {
  return error instanceof EnvelopeFault
    ? problem('provider-answer-malformed', { cause: error, extra: { fault: error.code } })
    : reported(parts, error)
}

async function resolveCall(
  parts: GatewayParts,
  { call, table, envelope }: EsbMessage,
  caller: Caller,
): Promise<Route> {
  if (call === 'async') {
    const waiting = await parts.queue().findWaiting(envelope.requestId ?? '')
    if (!waiting) throw problem('request-unknown')
    const route = resolveId(table, waiting.service, call, waiting.system)
    if (route.service.of !== caller.client.of) throw problem('not-yours')
    return route
  }
  const kind = call === 'push-request' ? 'pushCode' : 'apiCode'
  const code = envelope.code?.kind === kind ? envelope.code.value : undefined
  return resolveCode(table, kind, code, call)
}

function authoriseCall(
  parts: GatewayParts,
  message: EsbMessage,
  caller: Caller,
  route: Route,
): Authorised {
  const { userId } = message.envelope
  // The bus signs the userId on to the provider, whichever call carries it: so it must be the caller's own in every call.
  if (message.call === 'nida-request' || userId !== undefined)
    requireNidaUser(caller.client, userId)
  if (message.call === 'async' || message.call === 'push-request')
    return authoriseOwner(caller, route, message.call)
  message.wanted = route
  return authorise(caller, route, message.purpose, parts.quota, parts.clock.now())
}

function requireNidaUser({ client }: ClientEntry, userId: string | undefined): void {
  if (userId === undefined || !client.nidaUserIds.includes(userId)) throw problem('nida-user-wrong')
}

/** The part of both entries that names who, what and why. */
function commonFacts(
  { call, envelope }: EsbMessage,
  { caller, route, agreement, purpose }: Authorised,
): CommonFacts {
  const { service, of } = route.service
  return {
    door: 'govesb',
    operation: call,
    // A late answer comes from the provider; its consumer is whoever asked.
    consumer: route.asker ? party(route.asker) : party(caller.client.of, caller.client.client),
    provider: party(of),
    service: service.id,
    serviceVersion: service.version,
    ...(agreement && { agreement: agreement.agreement.id }),
    ...(purpose !== undefined && { purpose }),
    ...(call === 'async' && envelope.requestId !== undefined && { about: envelope.requestId }),
  }
}

function questionFacts(message: EsbMessage, allowed: Authorised): Facts {
  const { key, signature } = allowed.caller
  return {
    common: commonFacts(message, allowed),
    receivedBody: message.raw,
    ...(key !== undefined && { key }),
    ...(signature !== undefined && { signature }),
  }
}

function answerFacts(
  message: EsbMessage,
  { common }: Recorded,
  answer: EsbAnswer,
  sealed: SealedEsb,
): Facts {
  const { problem: no, provider } = answer
  return {
    common,
    status: sealed.status,
    outcome: no ? no.code : answer.success ? 'ok' : 'provider.said-no',
    ...(no && { side: sideOf(no.code) }),
    latencyMs: Math.round((performance.now() - message.startedAt) * 10) / 10,
    sentBody: sealed.bytes,
    busKey: sealed.key,
    busSignature: sealed.signature,
    ...(provider && { receivedBody: provider.raw }),
    ...(provider?.key !== undefined && { key: provider.key }),
    ...(provider?.signature !== undefined && { signature: provider.signature }),
    ...(sealed.unportableNumbers > 0 && { unportableNumbers: sealed.unportableNumbers }),
  }
}

function sideOf(code: string): 'provider' | 'bus' {
  return code.startsWith('gateway.provider-') ? 'provider' : 'bus'
}
