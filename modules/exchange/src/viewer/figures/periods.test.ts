import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsIn, dayOf, periodsOf, quantilesIn } from './periods.ts'

test('thirty days end today, a year is fifty-two weeks that end today', () => {
  const days = periodsOf(30, '2026-03-01')
  expect([days.length, days[0]?.from, days.at(-1)?.from]).toEqual([30, '2026-01-31', '2026-03-01'])
  const weeks = periodsOf(365, '2026-03-01')
  expect([weeks.length, weeks.at(-1)?.from]).toEqual([52, '2026-02-23'])
})

test('a day is the day in East Africa', () => {
  expect(dayOf(new Date('2026-03-01T20:59:59Z'))).toBe('2026-03-01')
  expect(dayOf(new Date('2026-03-01T21:00:00Z'))).toBe('2026-03-02')
})

test('every row of the span is in one period, and others in none', () => {
  fc.assert(
    fc.property(fc.constantFrom(30 as const, 365 as const), fc.array(fc.nat(500)), (span, back) => {
      const today = '2026-03-01'
      const rows = back.map((days) => ({
        day: dayOf(new Date(Date.parse(`${today}T09:00:00Z`) - days * 86_400_000)),
        role: 'all' as const,
        side: 'none' as const,
        ended: 2,
      }))
      const counts = countsIn(periodsOf(span, today), rows, () => true)
      const within = back.filter((days) => days < (span === 30 ? 30 : 364)).length
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(within * 2)
    }),
  )
})

test('quantiles of a week are those of its days together', () => {
  const rows = [
    { day: '2026-02-24', bucket: 10, ended: 99 },
    { day: '2026-03-01', bucket: 40, ended: 1 },
  ]
  const p50 = quantilesIn(periodsOf(365, '2026-03-01'), rows, 0.5)
  expect(p50.at(-1)).toBeCloseTo(0.1 * 2 ** (9.5 / 4), 1)
  expect(p50.at(0)).toBeNull()
})
