import { expect, test } from 'vitest'
import { createGuard, type Guard, type Pass } from './breaker.ts'

const limits = { concurrency: 2, failuresMax: 3, restMs: 1000 }

function enter(guard: Guard, at: number): Pass {
  const pass = guard.enter(at)
  if (typeof pass === 'string') throw new Error(pass)
  return pass
}

function call(guard: Guard, at: number, failed: boolean | undefined): void {
  done(guard, enter(guard, at), failed, at)
}

function done(guard: Guard, pass: Pass, failed: boolean | undefined, at: number): void {
  guard.judge(pass, failed, at)
  guard.leave()
}

function opened(): Guard {
  const guard = createGuard(limits)
  for (const at of [1, 2, 3]) call(guard, at, true)
  expect(guard.state).toBe('open')
  return guard
}

test('the bulkhead lets no more in than it may, also when that is changed', () => {
  const guard = createGuard(limits)
  const pass = enter(guard, 0)
  enter(guard, 0)
  expect(guard.enter(0)).toBe('busy')
  guard.concurrency = 3
  enter(guard, 0)
  expect(guard.enter(0)).toBe('busy')
  guard.concurrency = 2
  done(guard, pass, false, 0)
  expect(guard.enter(0)).toBe('busy')
  expect(guard.inFlight).toBe(2)
})

test('repeated failures open the circuit; after the rest one call tries, and its fate decides', () => {
  const guard = opened()
  expect(guard.enter(500)).toBe('open')
  const first = enter(guard, 1003)
  expect(guard.enter(1003)).toBe('open')
  done(guard, first, true, 1004)
  expect(guard.enter(1500)).toBe('open')
  const second = enter(guard, 2004)
  done(guard, second, false, 2004)
  expect(guard.state).toBe('closed')
})

test('a success between failures starts the count again', () => {
  const guard = createGuard(limits)
  for (const failed of [true, true, false, true, true]) call(guard, 0, failed)
  expect(guard.state).toBe('closed')
})

test('what says nothing about the provider neither rests it nor ends its rest', () => {
  const guard = createGuard(limits)
  for (const failed of [true, true, undefined]) call(guard, 0, failed)
  expect(guard.state).toBe('closed')
  call(guard, 0, true)
  expect(guard.state).toBe('open')
  call(guard, 1001, undefined)
  expect(guard.state).toBe('half-open')
  call(guard, 1001, false)
  expect(guard.state).toBe('closed')
})

test('a call that began before the rest neither blocks the trial nor decides it', () => {
  const guard = createGuard(limits)
  const long = enter(guard, 0)
  for (const at of [1, 2, 3]) call(guard, at, true)
  const trial = enter(guard, 1500)
  expect(trial.trial).toBe(true)
  done(guard, long, false, 1501)
  expect(guard.state).toBe('half-open')
  done(guard, trial, true, 1502)
  expect(guard.state).toBe('open')
  expect(guard.inFlight).toBe(0)
})
