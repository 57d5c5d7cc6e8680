import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClock, exchangeId, instantText, locateExchange } from './clock.ts'

test('an exchange id tells the worker and the index of its request entry', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 47 }),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 2 ** 40 - 1 }),
      (ms, worker, index) => {
        const id = exchangeId(ms, worker, index)
        expect(locateExchange(id)).toEqual({ worker, index })
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms)
      },
    ),
  )
})

test('other text is not an exchange id', () => {
  for (const text of ['', 'x', '../../etc/passwd', '0195f0a0-0000-4000-8000-000000000000'])
    expect(locateExchange(text)).toBeUndefined()
})

test('a clock that jumps back does not reorder what is recorded', () => {
  const jumps = [1000, 1005, 400, 1004, 1006, -5, 2000]
  const clock = createClock(() => jumps.shift() ?? 0)
  const seen = Array.from({ length: 7 }, () => clock.stamp())
  expect(seen).toEqual([1000, 1005, 1005, 1005, 1006, 1006, 2000])
  const ids = seen.map((ms, index) => exchangeId(ms, 0, index))
  expect(ids.map((id) => id.slice(0, 13))).toEqual(ids.map((id) => id.slice(0, 13)).sort())
})

test('rights are judged by the clock as it stands now, even after it stood far in the future', () => {
  const readings = [Date.UTC(2099, 0), Date.UTC(2026, 0), Date.UTC(2026, 0)]
  const clock = createClock(() => readings.shift() ?? 0)
  expect(clock.stamp()).toBe(Date.UTC(2099, 0))
  expect(clock.now()).toBe(Date.UTC(2026, 0))
  expect(clock.stamp()).toBe(Date.UTC(2099, 0))
})

test('an instant is RFC 3339 in UTC', () => {
  expect(instantText(Date.UTC(2023, 1, 10))).toBe('2023-02-10T00:00:00.000Z')
})
