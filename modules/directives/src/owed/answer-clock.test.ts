import { expect, test } from 'vitest'
import { answerClock, answerDueDay, pressing } from './answer-clock.ts'

const said = new Date('2026-11-10T08:00:00Z')
const due = answerDueDay(said, 14)
const at = (day: string) => new Date(`${day}T08:00:00Z`)

test('the clock runs down to the day, and then counts days late', () => {
  expect(due).toBe('2026-11-24')
  const reply = { answerDue: due, answeredAt: null }
  expect(answerClock(reply, said)).toEqual({ is: 'waiting', due, daysLeft: 14 })
  expect(answerClock(reply, at('2026-11-24'))).toEqual({ is: 'waiting', due, daysLeft: 0 })
  expect(answerClock(reply, at('2026-11-27'))).toEqual({ is: 'late', due, daysLate: 3 })
})

test('an answer stops it, and how late it came stays', () => {
  const answered = (day: string) =>
    answerClock({ answerDue: due, answeredAt: at(day) }, at('2027-05-01'))
  expect(answered('2026-11-20')).toEqual({ is: 'answered', due, daysLate: 0 })
  expect(answered('2026-11-26')).toEqual({ is: 'answered', due, daysLate: 2 })
})

test('of several the one due first presses; an answered one does not', () => {
  const waiting = answerClock({ answerDue: '2026-12-01', answeredAt: null }, at('2026-11-27'))
  const late = answerClock({ answerDue: due, answeredAt: null }, at('2026-11-27'))
  const answered = answerClock({ answerDue: '2026-01-01', answeredAt: said }, at('2026-11-27'))
  expect(pressing([waiting, late, answered])).toEqual(late)
  expect(pressing([answered])).toBeUndefined()
})
