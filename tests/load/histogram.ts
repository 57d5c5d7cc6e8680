/**
 * Latencies in whole microseconds, log-linear: exact below 1,024 µs, then 512 steps per doubling (0.2 % error), so a run
 * of any length takes the same memory.
 */
export interface Histogram {
  add(us: number): void
  /** The smallest latency, in milliseconds, that `share` (0..1) of all stay at or under. */
  quantileMs(share: number): number
  readonly count: () => number
}

const linear = 1024
const steps = 512

export function createHistogram(): Histogram {
  const buckets = new Uint32Array(linear + steps * 24)
  let count = 0
  return {
    add(us) {
      count++
      const at = bucketOf(us < 0 ? 0 : us)
      buckets[at] = (buckets[at] as number) + 1
    },
    quantileMs(share) {
      let left = Math.ceil(count * share)
      for (let at = 0; at < buckets.length; at++) {
        left -= buckets[at] as number
        if (left <= 0) return upperOf(at) / 1000
      }
      return 0
    },
    count: () => count,
  }
}

function bucketOf(us: number): number {
  if (us < linear) return us | 0
  const doubling = 31 - Math.clz32(us | 0) - 10
  const at = linear + doubling * steps + (((us | 0) >>> (doubling + 1)) - steps)
  return Math.min(at, linear + steps * 24 - 1)
}

function upperOf(bucket: number): number {
  if (bucket < linear) return bucket
  const doubling = Math.floor((bucket - linear) / steps)
  return (((bucket - linear) % steps) + steps + 1) * 2 ** (doubling + 1) - 1
}
