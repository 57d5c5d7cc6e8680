/**
 * Protects a weak provider from us and us from it: calls in flight are limited (bulkhead), and after repeated failures the
 * provider is rested (circuit breaker), then tried with one call at a time.
 */
export interface Guard {
  /** `undefined`: go ahead, and call `done` once. Otherwise why not. */
  enter(nowMs: number): 'busy' | 'open' | undefined
  /** `undefined`: it ended for a reason that says nothing about the provider. */
  done(failed: boolean | undefined, nowMs: number): void
  readonly state: BreakerState
  readonly inFlight: number
}

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface GuardLimits {
  readonly concurrency: number
  /** Consecutive failures that open the circuit. */
  readonly failuresMax: number
  readonly restMs: number
}

export function createGuard({ concurrency, failuresMax, restMs }: GuardLimits): Guard {
  let state: BreakerState = 'closed'
  let failures = 0
  let openedAt = 0
  let inFlight = 0
  return {
    enter(nowMs) {
      if (state === 'open') {
        if (nowMs - openedAt < restMs) return 'open'
        state = 'half-open'
      }
      if (state === 'half-open' && inFlight > 0) return 'open'
      if (inFlight >= concurrency) return 'busy'
      inFlight += 1
      return undefined
    },
    done(failed, nowMs) {
      inFlight -= 1
      if (failed === undefined) return
      if (!failed) {
        failures = 0
        state = 'closed'
        return
      }
      failures += 1
      if (state === 'half-open' || failures >= failuresMax) {
        state = 'open'
        openedAt = nowMs
      }
    },
    get state() {
      return state
    },
    get inFlight() {
      return inFlight
    },
  }
}
