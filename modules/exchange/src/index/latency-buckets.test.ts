import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketMax, bucketOf, quantile } from './latency-buckets.ts'

const histogramOf = (times: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const ms of times) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1)
  return [...counts].map(([bucket, ended]) => ({ bucket, ended }))
}

test('buckets grow with time and stay within their range', () => {
  const times = fc.tuple(fc.double({ noNaN: true, min: -1 }), fc.double({ noNaN: true, min: -1 }))
  fc.assert(
    fc.property(times, ([a, b]) => {
      const [low, high] = [bucketOf(Math.min(a, b)), bucketOf(Math.max(a, b))]
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(bucketMax)
      expect(low).toBeLessThanOrEqual(high)
    }),
  )
  expect(bucketOf(Number.NaN)).toBe(0)
})

test('a quantile read from the buckets is within a fifth of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: 0.2, max: 60_000 }), {
        minLength: 1,
        maxLength: 200,
      }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (times, q) => {
        const sorted = [...times].sort((a, b) => a - b)
        const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0
        const read = quantile(histogramOf(times), q) ?? 0
        expect(Math.abs(Math.log2(read / exact))).toBeLessThan(0.26)
      },
    ),
  )
})

test('without exchanges there is no latency', () => {
  expect(quantile([], 0.95)).toBeNull()
  expect(quantile([{ bucket: 3, ended: 0 }], 0.5)).toBeNull()
})
