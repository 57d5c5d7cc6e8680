/**
 * Latency as a histogram whose bounds grow by the fourth root of two from 0.1 ms: counts of buckets add up over services and
 * days, and any quantile read from them is within a fifth of the true one. A hundred buckets reach an hour.
 */
const firstMs = 0.1
const perDoubling = 4
export const bucketMax = 100

/** The bucket that holds this time: bucket 0 is everything up to 0.1 ms, the last is everything beyond. */
export function bucketOf(ms: number): number {
  if (!(ms > firstMs)) return 0
  return Math.min(bucketMax, Math.ceil(perDoubling * Math.log2(ms / firstMs) - 1e-9))
}

function upperMs(bucket: number): number {
  return firstMs * 2 ** (bucket / perDoubling)
}

export interface BucketCount {
  readonly bucket: number
  readonly ended: number
}

/**
 * The latency that the share `q` of exchanges stayed at or under, in milliseconds; null when there were none. Between the
 * bounds of its bucket it is read on the logarithmic line.
 */
export function quantile(buckets: readonly BucketCount[], q: number): number | null {
  const known = buckets.filter(({ ended }) => ended > 0).sort((a, b) => a.bucket - b.bucket)
  const total = known.reduce((sum, { ended }) => sum + ended, 0)
  if (total === 0) return null
  const wanted = q * total
  let before = 0
  for (const { bucket, ended } of known) {
    if (before + ended >= wanted) {
      const share = (wanted - before) / ended
      return bucket === 0 ? firstMs : upperMs(bucket - 1 + share)
    }
    before += ended
  }
  return upperMs(known.at(-1)?.bucket ?? 0)
}
