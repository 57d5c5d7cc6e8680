import type { NamedExchange } from './named.ts'
import type { AttemptView } from './search-store.ts'

export type LegKind =
  | 'asked'
  | 'refused'
  | 'recorded'
  | 'forwarded'
  | 'answered'
  | 'answer-recorded'
  | 'failure-recorded'
  | 'acknowledged'
  | 'closed'
  | 'waiting'
  | 'delivered'
  | 'undelivered'
  | 'late-answer'

export type Lane = 'consumer' | 'bus' | 'provider'

/** One step of an exchange. */
export interface Leg {
  readonly kind: LegKind
  /** Of the entry that tells of it; null where the journal knows only between which entries it lies. */
  readonly at: Date | null
  readonly from: Lane
  readonly to: Lane
  readonly failed: boolean
  readonly attempt?: AttemptView
  /** The exchange that this leg is. */
  readonly exchange?: string
}

/** Problems of the provider's side that are found before anything is sent to it. */
const neverSent = new Set(['gateway.provider-busy', 'gateway.provider-circuit-open'])

/**
 * The steps of an exchange in order. The journal proves the order (nothing is forwarded before its request entry, nothing is
 * answered before its response entry) and holds the times of its entries; what lies between two entries has no time of its own.
 */
export function legsOf(
  exchange: NamedExchange,
  attempts: readonly AttemptView[],
  lateAnswers: readonly Pick<NamedExchange, 'id' | 'at' | 'outcome' | 'side'>[],
): Leg[] {
  return [
    ...ownLegs(exchange, attempts.length > 0 || exchange.delivered + exchange.undelivered > 0),
    ...laterLegs(attempts, lateAnswers),
  ]
}

function ownLegs(exchange: NamedExchange, isAsync: boolean): Leg[] {
  const { at, endedAt, requestIndex, responseIndex, outcome, side } = exchange
  const failed = outcome !== null && outcome !== 'ok' && side !== null
  const asked: Leg = { kind: 'asked', at: null, from: 'consumer', to: 'bus', failed: false }
  if (requestIndex === null) {
    return [asked, { kind: 'refused', at, from: 'bus', to: 'consumer', failed: true }]
  }
  const recorded: Leg = { kind: 'recorded', at, from: 'bus', to: 'bus', failed: false }
  if (responseIndex === null && outcome === null) {
    return [asked, recorded, { kind: 'waiting', at: null, from: 'bus', to: 'bus', failed: false }]
  }
  if (isAsync) {
    return [
      asked,
      recorded,
      { kind: 'acknowledged', at: endedAt, from: 'bus', to: 'consumer', failed },
    ]
  }
  if (outcome === 'gateway.interrupted' || outcome === 'gateway.answer-not-recorded') {
    return [asked, recorded, { kind: 'closed', at: endedAt, from: 'bus', to: 'bus', failed: true }]
  }
  const between = providerLegs(outcome ?? '', side)
  // The answer that says what went wrong went well itself: what failed is the step before it, where there is one.
  const isFailed = failed && !between.some((leg) => leg.failed)
  const end: Leg = {
    kind: failed ? 'failure-recorded' : 'answer-recorded',
    at: endedAt,
    from: 'bus',
    to: 'consumer',
    failed: isFailed,
  }
  return [asked, recorded, ...between, end]
}

function providerLegs(outcome: string, side: NamedExchange['side']): Leg[] {
  const wasSent =
    outcome === 'ok' ||
    outcome.startsWith('provider.') ||
    outcome.startsWith('consumer.') ||
    (side === 'provider' && !neverSent.has(outcome))
  if (!wasSent) return []
  const failed = side === 'provider'
  const answered = !failed || /answer|signature|status|redirect/.test(outcome)
  return [
    { kind: 'forwarded', at: null, from: 'bus', to: 'provider', failed: failed && !answered },
    ...(answered
      ? [{ kind: 'answered', at: null, from: 'provider', to: 'bus', failed } as const]
      : []),
  ]
}

function laterLegs(
  attempts: readonly AttemptView[],
  lateAnswers: readonly Pick<NamedExchange, 'id' | 'at' | 'outcome' | 'side'>[],
): Leg[] {
  const delivered = attempts.map((attempt): Leg => ({
    kind: attempt.arrived ? 'delivered' : 'undelivered',
    at: attempt.at,
    from: 'bus',
    to: attempt.operation === 'async' ? 'provider' : 'consumer',
    failed: !attempt.arrived,
    attempt,
  }))
  const answers = lateAnswers.map(({ id, at, outcome, side }): Leg => ({
    kind: 'late-answer',
    at,
    from: 'provider',
    to: 'bus',
    failed: outcome !== 'ok' && side !== null,
    exchange: id,
  }))
  return [...delivered, ...answers].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
}
