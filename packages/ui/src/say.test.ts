import { expect, test } from 'vitest'
import { chooseLanguage, speak } from './say.ts'

test('Swahili is the language of those who did not choose', () => {
  expect(chooseLanguage(undefined, undefined)).toBe('sw')
  expect(chooseLanguage(undefined, 'en')).toBe('en')
  expect(chooseLanguage('sw', 'en')).toBe('sw')
  expect(chooseLanguage('fr', 'de')).toBe('sw')
  expect(chooseLanguage('qq', undefined)).toBe('sw')
  expect(chooseLanguage('qq', undefined, { pseudo: true })).toBe('qq')
})

test('dates and numbers are those of the language, in East Africa Time', () => {
  const at = new Date('2026-02-09T21:04:05Z')
  const [sw, en] = [speak('sw'), speak('en')]
  expect(sw.dateTime(at)).toBe('10 Februari 2026, 00:04:05')
  expect(en.dateTime(at)).toBe('10 February 2026 at 00:04:05')
  expect(sw.shortDateTime(at)).toBe('10 Feb 2026, 00:04:05')
  expect(sw.date('2026-02-09')).toBe('9 Februari 2026')
  expect(sw.number(1234567)).toBe('1,234,567')
  expect(en.milliseconds(4.256)).toBe('4.26\u00a0ms')
  expect(en.milliseconds(1234.5)).toBe('1,235\u00a0ms')
  expect(sw.bytes(123_456)).toBe('123\u00a0kB')
  expect(sw.ago(new Date(at.getTime() - 3 * 86_400_000), at)).toBe('siku 3 zilizopita')
})

const table = {
  hello: { sw: 'Habari {name}', en: 'Hello {name}' },
  systems: {
    sw: { one: 'mfumo mmoja', other: 'mifumo {count}' },
    en: { one: 'one system', other: '{count} systems' },
  },
} as const

test('a message takes its values, and its plural form by the count', () => {
  const sw = speak('sw').of(table)
  const en = speak('en').of(table)
  expect(sw('hello', { name: 'Asha {name}' })).toBe('Habari Asha {name}')
  expect([1, 2, 1500].map((count) => sw('systems', { count }))).toEqual([
    'mfumo mmoja',
    'mifumo 2',
    'mifumo 1,500',
  ])
  expect(en('systems', { count: 1 })).toBe('one system')
})

test('the pseudo-language marks whatever was said', () => {
  const qq = speak('qq')
  expect(qq.of(table)('hello', { name: 'A' })).toBe('⟦Habari A⟧')
  expect(qq.data('x')).toBe('⟦x⟧')
  expect(qq.number(5)).toBe('⟦5⟧')
})
