import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './calls.ts'

/** More than this at once means the bus does not keep up; the country then waits like anybody. */
const IN_FLIGHT_MAX = 40
const GAP_MAX_MS = 4_000

export interface Trickle {
  readonly calls: readonly Call[]
  /** Calls a second on average; the gaps between them are random, as in life. */
  readonly rate: number
  readonly random: () => number
  readonly signal: AbortSignal
  /** Makes one call; never throws. */
  readonly run: (call: Call) => Promise<void>
}

/** Runs until the signal, then waits for the calls that are under way. */
export async function trickle({ calls, rate, random, signal, run }: Trickle): Promise<void> {
  const underWay = new Set<Promise<void>>()
  while (!signal.aborted) {
    try {
      await sleep(gapMs(rate, random), undefined, { signal })
    } catch {
      break
    }
    if (underWay.size >= IN_FLIGHT_MAX) continue
    const call = draw(calls, random)
    if (call === undefined) continue
    const made = run(call).finally(() => underWay.delete(made))
    underWay.add(made)
  }
  await Promise.all(underWay)
}

/** Exponential gaps: arrivals of many people who do not know of each other. */
export function gapMs(rate: number, random: () => number): number {
  return Math.min(GAP_MAX_MS, (-Math.log(1 - random()) / rate) * 1_000)
}

/** One of the calls, each as likely as its weight says. */
export function draw(calls: readonly Call[], random: () => number): Call | undefined {
  let left = random() * calls.reduce((sum, { weight }) => sum + weight, 0)
  return calls.find(({ weight }) => (left -= weight) < 0)
}
