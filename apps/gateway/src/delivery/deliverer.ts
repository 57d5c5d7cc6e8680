import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  bodyFromPlain,
  buildRequest,
  buildResponse,
  parseEnvelope,
  type Envelope,
} from '@mtandao/seal'
import { acceptedCaller } from '../access/authenticate.ts'
import { authoriseAccepted } from '../access/authorise.ts'
import { resolveId } from '../access/resolve.ts'
import { locateExchange } from '../clock.ts'
import { busKeyFor } from '../doors/govesb-message.ts'
import { providerRequest, readAnswer } from '../doors/govesb-provider.ts'
import { problemOf } from '../doors/http.ts'
import type { CommonFacts } from '../evidence/encode-entry.ts'
import { party } from '../evidence/recorder.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { continueTrace } from '../operations/trace.ts'
import { problem } from '../problems.ts'
import type { Recorded } from '../proofs.ts'
import type { ClientEntry, RoutingTable, SystemEntry } from '../snapshot/routing-table.ts'
import { pushRefusal } from './push-agreement.ts'
import type { DueLeg, LegOutcome } from './queue.ts'

/** Takes due legs from the queue and brings them where they belong, until closed. */
export interface Deliverer {
  wake(): void
  close(): Promise<void>
}

export interface DelivererLimits {
  readonly parallel: number
  readonly attemptsMax: number
  readonly backoffMs: number
  readonly backoffMaxMs: number
  readonly leaseMs: number
  readonly pollMs: number
}

const recordAgainMs = 1_000
const recordAgainMaxMs = 30_000

export function startDeliverer(parts: GatewayParts, limits: DelivererLimits): Deliverer {
  const { parallel, leaseMs, pollMs } = limits
  const share = Math.max(2, Math.floor(parallel / 4))
  const stop = new AbortController()
  const underWay = new Map<DueLeg, Promise<void>>()
  const journal: JournalWatch = { refused: 0, over: stop.signal }
  let wakeUp = () => undefined as void
  let awake = false

  async function round(): Promise<number> {
    const room = parallel - underWay.size
    // Whatever is sent while the journal takes no entry could not be settled, and would be sent again.
    if (room <= 0 || journal.refused > 0) return 0
    const busy = [...underWay.keys()].map(({ system }) => system)
    const legs = await parts.queue().claim(room, leaseMs, share, busy)
    for (const leg of legs) underWay.set(leg, run(leg))
    return legs.length
  }

  async function run(leg: DueLeg): Promise<void> {
    const settled = await deliver(parts, limits, leg, journal).catch((cause: unknown) => {
      parts.logger.error('delivery-not-settled', { message: leg.message, cause })
      return false
    })
    underWay.delete(leg)
    // Its system has room for one more, or the consumer has an answer to get.
    if (settled) parts.wakeDeliveries()
  }

  async function rest(): Promise<void> {
    if (awake) return
    const woken = new Promise<void>((resolve) => {
      wakeUp = () => resolve()
    })
    await Promise.race([
      woken,
      sleep(pollMs, undefined, { signal: stop.signal }).catch(() => undefined),
    ])
  }

  async function work(): Promise<void> {
    let silent = false
    while (!stop.signal.aborted) {
      awake = false
      const taken = await round().catch((cause: unknown) => {
        // The database is away: deliveries wait, nothing is lost. Said once, not every tick.
        if (!silent) parts.logger.warn('queue-unreachable', { cause })
        silent = true
        return -1
      })
      if (taken >= 0) silent = false
      if (taken <= 0 || underWay.size >= parallel) await rest()
    }
    await Promise.all(underWay.values())
    clearInterval(renewing)
  }

  // A provider may take longer than a lease; while its leg is under way here, nobody else sends it too. A renewal that fails
  // leaves the lease to run out, and the next one tries again.
  const renewing = setInterval(() => {
    if (underWay.size === 0) return
    parts
      .queue()
      .renew([...underWay.keys()], leaseMs)
      .catch((cause: unknown) => parts.logger.warn('lease-not-renewed', { cause }))
  }, leaseMs / 3)
  const working = work()
  return {
    wake() {
      awake = true
      wakeUp()
    },
    async close() {
      stop.abort()
      wakeUp()
      await working
    },
  }
}

/** How many attempts wait for the journal to take their entries; at `over` they wait no longer. */
interface JournalWatch {
  refused: number
  readonly over: AbortSignal
}

/**
 * One attempt: send, put the outcome in evidence, then settle. A crash in between repeats the attempt, never loses it.
 * @returns whether something else may be due now
 */
async function deliver(
  parts: GatewayParts,
  limits: DelivererLimits,
  leg: DueLeg,
  journal: JournalWatch,
): Promise<boolean> {
  const startedAt = performance.now()
  const outcome = await attempt(parts, leg)
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10
  const record = () =>
    parts.recorder.later(
      resumeExchange(parts, leg),
      outcome.delivered ? 'delivered' : 'undelivered',
      {
        common: { ...legFacts(leg), ...(outcome.to && { [leg.target]: party(outcome.to) }) },
        attempt: leg.attempt,
        outcome: outcome.code,
        latencyMs,
        ...(outcome.sent && { sentBody: outcome.sent }),
        ...(outcome.got && { receivedBody: outcome.got }),
      },
    )
  const recorded = await record().catch((cause: unknown) => {
    parts.logger.error('delivery-not-recorded', { message: leg.message, cause })
    return recordLater(record, journal)
  })
  parts.metrics.delivery(leg.target, outcome.delivered ? 'delivered' : 'failed')
  await parts.queue().settle(leg, {
    ...nextStep(parts, limits, leg, outcome),
    code: outcome.code,
    logWorker: parts.recorder.worker,
    logIndex: recorded.index,
  })
  return outcome.delivered || outcome.final === true
}

/** The attempt is over, only its entry is missing: its leg stays leased here until the journal takes the entry. */
async function recordLater(
  record: () => Promise<Recorded>,
  journal: JournalWatch,
): Promise<Recorded> {
  journal.refused += 1
  try {
    for (let waitMs = recordAgainMs; ; waitMs = Math.min(waitMs * 2, recordAgainMaxMs)) {
      await sleep(waitMs, undefined, { signal: journal.over })
      const recorded = await record().catch(() => undefined)
      if (recorded) return recorded
    }
  } finally {
    journal.refused -= 1
  }
}

function legFacts(leg: DueLeg): CommonFacts {
  return {
    door: 'govesb',
    operation: leg.isAnswer ? 'answer' : leg.kind,
    service: leg.service,
    ...(leg.agreement !== undefined && { agreement: leg.agreement }),
    ...(leg.purpose !== undefined && { purpose: leg.purpose }),
  }
}

/** The request entry was durable before the leg was queued. */
function resumeExchange(parts: GatewayParts, leg: DueLeg): Recorded {
  const index = locateExchange(leg.message)?.index ?? 0
  return parts.recorder.resume(leg.message, index, legFacts(leg))
}

interface Attempt {
  readonly delivered: boolean
  readonly code: string
  /** Trying again cannot help: the provider itself said no. */
  readonly final?: boolean
  readonly sayNo?: { readonly message: string }
  readonly to?: SystemEntry
  readonly sent?: Buffer
  readonly got?: Buffer
}

async function attempt(parts: GatewayParts, leg: DueLeg): Promise<Attempt> {
  try {
    const table = parts.table()
    const envelope = parseEnvelope(leg.envelope, leg.envelopeFormat)
    return leg.target === 'provider'
      ? await toProvider(parts, table, leg, envelope)
      : await toConsumer(parts, table, leg, envelope)
  } catch (error) {
    const no = problemOf(error)
    if (no.code === 'gateway.defect')
      parts.logger.error('delivery-defect', { message: leg.message, cause: no.cause })
    return { delivered: false, code: no.code }
  }
}

async function toProvider(
  parts: GatewayParts,
  table: RoutingTable,
  leg: DueLeg,
  envelope: Envelope,
): Promise<Attempt> {
  const client = table.clients.get(leg.client)
  if (!client) throw problem('client-suspended')
  const route = resolveId(table, leg.service, 'request')
  const allowed = authoriseAccepted(
    acceptedCaller(table, client),
    route,
    leg.agreement,
    parts.clock.now(),
  )
  const asked = resumeExchange(parts, leg)
  const request = providerRequest(parts, route.service, {
    codeKind: 'apiCode',
    code: envelope.code?.value ?? '',
    body: envelope.body,
    requestId: leg.message,
    userId: envelope.userId,
  })
  const answer = await parts.providers.forward(allowed, asked, request)
  const read = await readAnswer(
    answer,
    route.service.service.format,
    route.service,
    parts.clock.now(),
  )
  const seen = {
    to: route.service.of,
    sent: request.body,
    ...(read.provider && { got: read.provider.raw }),
  }
  if (read.success) return { ...seen, delivered: true, code: 'ok' }
  return {
    ...seen,
    delivered: false,
    final: true,
    code: 'provider.said-no',
    sayNo: { message: read.message ?? '' },
  }
}

async function toConsumer(
  parts: GatewayParts,
  table: RoutingTable,
  leg: DueLeg,
  envelope: Envelope,
): Promise<Attempt> {
  if (!leg.isAnswer) requirePushAllowed(table, leg, parts.clock.now())
  const client = callbackClient(table, leg)
  const key = busKeyFor(parts.keys.bus, client)
  const body = envelope.body && { body: envelope.body }
  const built = leg.isAnswer
    ? buildResponse(
        {
          format: leg.format,
          success: envelope.success ?? true,
          requestId: leg.message,
          ...body,
          ...(envelope.message !== undefined && { message: envelope.message }),
        },
        key,
      )
    : buildRequest(
        {
          format: leg.format,
          codeKind: 'pushCode',
          code: envelope.code?.value ?? '',
          requestId: leg.message,
          ...body,
        },
        key,
      )
  const headers = [
    'content-type',
    `application/${leg.format}; charset=utf-8`,
    'x-exchange-id',
    leg.message,
    'traceparent',
    continueTrace(undefined, leg.message),
  ]
  const answer = await parts.callbacks.deliver(client, headers, built.bytes)
  const seen = { to: client.of, sent: built.bytes, ...('body' in answer && { got: answer.body }) }
  if (answer.status >= 200 && answer.status < 300) return { ...seen, delivered: true, code: 'ok' }
  return { ...seen, delivered: false, code: 'gateway.provider-failed' }
}

/**
 * A push was accepted under an agreement that may have been suspended or ended since. It then waits, as for a consumer that
 * is down: an agreement that is resumed is served.
 */
function requirePushAllowed(table: RoutingTable, leg: DueLeg, nowMs: number): void {
  const { service } = resolveId(table, leg.service, 'push-request')
  if (!service.active) throw problem('service-suspended')
  const entry = service.agreements.find(
    ({ agreement }) => agreement.id === leg.agreement && agreement.consumer === leg.system,
  )
  const refusal = entry ? pushRefusal(entry, nowMs) : 'agreement-missing'
  if (refusal) throw problem(refusal)
}

/** A late answer goes to the client that asked; a push to a client of the system that has a callback. */
function callbackClient(table: RoutingTable, leg: DueLeg): ClientEntry {
  const asked = table.clients.get(leg.client)
  if (leg.isAnswer && asked?.active && asked.client.callback) return asked
  const system = table.systems.get(leg.system)
  const client = system?.clients.find((one) => one.active && one.client.callback)
  if (!client)
    throw problem('provider-unreachable', {
      detail: { sw: 'Mfumo huu hauna callback', en: 'This system has no callback' },
    })
  return client
}

type Step = Pick<LegOutcome, 'state' | 'retryInMs' | 'answer'>

function nextStep(
  parts: GatewayParts,
  limits: DelivererLimits,
  leg: DueLeg,
  outcome: Attempt,
): Step {
  if (outcome.delivered) return { state: 'delivered' }
  const over = outcome.final === true || leg.attempt >= limits.attemptsMax
  if (!over) {
    const backoff = Math.min(
      limits.backoffMaxMs,
      limits.backoffMs * 2 ** Math.min(leg.attempt - 1, 20),
    )
    return { state: 'waiting', retryInMs: Math.round(backoff * (0.75 + Math.random() / 2)) }
  }
  if (leg.target === 'consumer') return { state: 'failed' }
  return {
    state: 'failed',
    answer: {
      envelope: failureAnswer(parts, leg, outcome),
      format: leg.format,
      system: leg.sender,
    },
  }
}

/** Whoever asked is told that no answer will come: silence is not an answer. */
function failureAnswer(parts: GatewayParts, leg: DueLeg, { code, sayNo }: Attempt): Buffer {
  const said =
    sayNo?.message ||
    'Ombi halikuweza kufikishwa kwa mtoa taarifa / The request could not be delivered to the provider'
  return buildResponse(
    {
      format: leg.format,
      success: false,
      requestId: leg.message,
      message: said,
      body: bodyFromPlain(Buffer.from(JSON.stringify({ code })), 'json'),
    },
    parts.keys.bus['P-256'],
  ).bytes
}
