import { expect, test } from 'vitest'
import { createGuard } from './breaker.ts'

const limits = { concurrency: 2, failuresMax: 3, restMs: 1000 }

test('the bulkhead lets no more in than it may', () => {
  const guard = createGuard(limits)
  expect([guard.enter(0), guard.enter(0), guard.enter(0)]).toEqual([undefined, undefined, 'busy'])
  guard.done(false, 0)
  expect(guard.enter(0)).toBeUndefined()
})

test('repeated failures open the circuit; after the rest one call tries, and its fate decides', () => {
  const guard = createGuard(limits)
  const fail = (at: number) => {
    expect(guard.enter(at)).toBeUndefined()
    guard.done(true, at)
  }
  for (const at of [1, 2, 3]) fail(at)
  expect(guard.state).toBe('open')
  expect(guard.enter(500)).toBe('open')
  expect(guard.enter(1003)).toBeUndefined()
  expect(guard.enter(1003)).toBe('open')
  guard.done(true, 1004)
  expect(guard.enter(1500)).toBe('open')
  expect(guard.enter(2004)).toBeUndefined()
  guard.done(false, 2004)
  expect(guard.state).toBe('closed')
})

test('a success between failures starts the count again', () => {
  const guard = createGuard(limits)
  for (const failed of [true, true, false, true, true]) {
    guard.enter(0)
    guard.done(failed, 0)
  }
  expect(guard.state).toBe('closed')
})
