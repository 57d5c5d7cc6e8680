import { expect, test } from 'vitest'
import { slowdown } from './slowdown.ts'
import { isSlow, p95 } from './verdict.ts'

const asked = (ms: number, times: number, count = 20) =>
  Array.from({ length: count }, () => ({ ms, slowdown: times }))

test('on an idle machine the limits hold as they stand', () => {
  expect(isSlow('/systems', asked(50, 1))).toBe(false)
  expect(isSlow('/systems', asked(51, 1))).toBe(true)
  expect(isSlow('/systems/{id}', asked(300, 1))).toBe(false)
  expect(isSlow('/systems/{id}', asked(301, 1))).toBe(true)
})

test('what everything on the machine waits for is not the page’s', () => {
  expect(isSlow('/systems', [...asked(40, 3, 7), ...asked(900, 3, 3)])).toBe(false)
  expect(isSlow('/systems', asked(140, 3))).toBe(false)
  expect(isSlow('/systems', asked(160, 3))).toBe(true)
})

test('one answer of twenty may be late; a page that was not timed is not slow', () => {
  expect(isSlow('/systems', [...asked(10, 1, 19), ...asked(900, 1, 1)])).toBe(false)
  expect(isSlow('/systems', [...asked(10, 1, 18), ...asked(900, 1, 2)])).toBe(true)
  expect(p95([])).toEqual({ ms: 0, slowdown: 1 })
})

test('a machine is never quicker than alone', () => {
  expect(slowdown()).toBeGreaterThanOrEqual(1)
})
