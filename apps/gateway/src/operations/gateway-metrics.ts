import { createCounter, createHistogram, type Family } from './metrics.ts'

/** What the doors tell about every message. Labels hold ids of the register and codes, never personal data. */
export interface GatewayMetrics {
  exchange(door: string, service: string, outcome: string, seconds: number): void
  token(outcome: string): void
  delivery(target: string, outcome: string): void
  /** A refusal of an unknown caller past the limit of what is put in evidence. */
  unrecordedRefusal(): void
  families(): Family[]
}

const latencyBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createGatewayMetrics(): GatewayMetrics {
  const exchanges = createCounter('gateway_exchanges', 'Exchanges by door, service and outcome')
  const latency = createHistogram(
    'gateway_exchange_seconds',
    'From the head of the request to the sealed answer',
    latencyBounds,
  )
  const tokens = createCounter('gateway_tokens', 'Token requests by outcome')
  const deliveries = createCounter('gateway_deliveries', 'Attempts to deliver queued messages')
  const unrecorded = createCounter(
    'gateway_refusals_unrecorded',
    'Refusals of unknown callers past the limit of what is put in evidence',
  )
  return {
    exchange(door, service, outcome, seconds) {
      exchanges.add({ door, service, outcome })
      if (service !== '') latency.observe({ door, service }, seconds)
    },
    token: (outcome) => tokens.add({ outcome }),
    delivery: (target, outcome) => deliveries.add({ target, outcome }),
    unrecordedRefusal: () => unrecorded.add({}),
    families: () => [exchanges, latency, tokens, deliveries, unrecorded].map((one) => one.family()),
  }
}
