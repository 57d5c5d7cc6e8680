/**
 * Protects a weak provider from us and us from it: calls in flight are limited (bulkhead), and after repeated failures the
 * provider is rested (circuit breaker), then tried with one call at a time.
 */
export interface Guard {
  /** A pass, with which to `judge` how it went and to `leave`, once each; or why not. */
  enter(nowMs: number): Pass | 'busy' | 'open'
  /** `undefined`: it ended for a reason that says nothing about the provider. */
  judge(pass: Pass, failed: boolean | undefined, nowMs: number): void
  /** Gives the place back. */
  leave(): void
  /** Calls that may be in flight at once; a new snapshot may say otherwise. */
  concurrency: number
  readonly state: BreakerState
  readonly inFlight: number
}

/** `trial`: the one call on which a rested provider is judged. */
export type Pass = { readonly trial: boolean }

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface GuardLimits {
  readonly concurrency: number
  /** Consecutive failures that open the circuit. */
  readonly failuresMax: number
  readonly restMs: number
}

export const usual: Pass = { trial: false }
const trial: Pass = { trial: true }

export function createGuard({ concurrency, failuresMax, restMs }: GuardLimits): Guard {
  let state: BreakerState = 'closed'
  let failures = 0
  let openedAt = 0
  let inFlight = 0
  let trying = false
  return {
    concurrency,
    enter(nowMs) {
      if (state === 'open') {
        if (nowMs - openedAt < restMs) return 'open'
        state = 'half-open'
      }
      if (state === 'half-open' && trying) return 'open'
      if (inFlight >= this.concurrency) return 'busy'
      inFlight += 1
      if (state === 'closed') return usual
      trying = true
      return trial
    },
    leave() {
      inFlight -= 1
    },
    judge(pass, failed, nowMs) {
      if (pass.trial) trying = false
      // Calls that began before the rest, a long download among them, say nothing about the provider as it is after it.
      if (failed === undefined || (state !== 'closed' && !pass.trial)) return
      if (!failed) {
        failures = 0
        state = 'closed'
        return
      }
      failures += 1
      if (pass.trial || failures >= failuresMax) {
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
