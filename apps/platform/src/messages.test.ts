import { expect, test } from 'vitest'
import { chooseLanguage, speak } from './language.ts'
import { messages } from './messages.ts'

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()

test.each(Object.entries(messages))(
  '%s is said in both languages, with the same holes',
  (_, text) => {
    expect(text.sw.trim()).not.toBe('')
    expect(text.en.trim()).not.toBe('')
    expect(holes(text.sw)).toEqual(holes(text.en))
  },
)

test('Swahili is the language of those who did not choose', () => {
  expect(chooseLanguage(undefined, undefined)).toBe('sw')
  expect(chooseLanguage(undefined, 'en')).toBe('en')
  expect(chooseLanguage('sw', 'en')).toBe('sw')
  expect(chooseLanguage('fr', 'de')).toBe('sw')
})

test('dates and numbers are those of the language, in East Africa Time', () => {
  const at = new Date('2026-02-09T21:04:05Z')
  const [sw, en] = [speak('sw'), speak('en')]
  expect(sw.dateTime(at)).toBe('10 Februari 2026, 00:04:05')
  expect(en.dateTime(at)).toBe('10 February 2026 at 00:04:05')
  expect(sw.number(1234567)).toBe('1,234,567')
  expect(en.milliseconds(4.256)).toBe('4.26\u00a0ms')
  expect(en.milliseconds(1234.5)).toBe('1,235\u00a0ms')
  expect(sw.bytes(123_456)).toBe('123\u00a0kB')
})
