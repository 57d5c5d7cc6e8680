import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAt, daysBetween, quarterOf } from './quarter.ts'

test.each([
  ['2023-02-10', '2022/23-Q3', '2023-01-01', '2023-03-31'],
  ['2023-06-30', '2022/23-Q4', '2023-04-01', '2023-06-30'],
  ['2023-07-01', '2023/24-Q1', '2023-07-01', '2023-09-30'],
  ['2023-12-31', '2023/24-Q2', '2023-10-01', '2023-12-31'],
  ['1999-08-01', '1999/00-Q1', '1999-07-01', '1999-09-30'],
])('%s is in %s', (day, id, from, to) => {
  expect(quarterOf(day)).toMatchObject({ id, from, to })
})

test('every day lies in its quarter, and the quarter of its ends is itself', () => {
  const days = fc.date({
    min: new Date('1990-01-01'),
    max: new Date('2090-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10)
      const quarter = quarterOf(day)
      expect(quarter.from <= day && day <= quarter.to).toBe(true)
      expect(quarterOf(quarter.from)).toEqual(quarter)
      expect(quarterOf(quarter.to)).toEqual(quarter)
    }),
  )
})

test('a day begins at midnight in Tanzania', () => {
  expect(dayAt(Date.parse('2023-06-30T20:59:59Z'))).toBe('2023-06-30')
  expect(dayAt(Date.parse('2023-06-30T21:00:00Z'))).toBe('2023-07-01')
  expect(daysBetween('2025-07-30', '2025-08-02')).toBe(3)
})
