/** A token bucket: so many at once, so many a second. */
export interface Bucket {
  /** Whether one more fits. */
  take(): boolean
}

export interface BucketLimits {
  readonly burst: number
  readonly perSecond: number
}

export function createBucket({ burst, perSecond }: BucketLimits, nowMs: () => number): Bucket {
  let left = burst
  let last = nowMs()
  return {
    take() {
      const now = nowMs()
      left = Math.min(burst, left + (Math.max(0, now - last) / 1000) * perSecond)
      last = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
