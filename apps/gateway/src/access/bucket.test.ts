import { expect, test } from 'vitest'
import { createBucket } from './bucket.ts'

test('a burst passes, then as many as the rate gives back, and a clock set back gives nothing', () => {
  let now = 0
  const bucket = createBucket({ burst: 3, perSecond: 2 }, () => now)
  const taken = () =>
    [bucket.take(), bucket.take(), bucket.take(), bucket.take()].filter(Boolean).length
  expect(taken()).toBe(3)
  now = 1000
  expect(taken()).toBe(2)
  now = 500
  expect(taken()).toBe(0)
  now = 1_000_000
  expect(taken()).toBe(3)
})
