import type { Text } from '@mtandao/problem'
import { messages, type MessageKey } from './messages.ts'

export type Language = 'sw' | 'en'

/** Everything on a page that depends on the reader's language. */
export interface Say {
  readonly language: Language
  /** The message, with `{name}` replaced by what is given. */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string
  /** A name that is kept in both languages. */
  name(text: Text): string
  number(value: number): string
  milliseconds(value: number): string
  bytes(value: number): string
  time(at: Date): string
  dateTime(at: Date): string
}

/** The bus works in East Africa Time, whatever the machine is set to. */
const timeZone = 'Africa/Dar_es_Salaam'

export function speak(language: Language): Say {
  const locale = language === 'sw' ? 'sw-TZ' : 'en-GB'
  const number = new Intl.NumberFormat(locale)
  const precise = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium', hourCycle: 'h23' })
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return {
    language,
    text: (key, values = {}) =>
      messages[key][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
        String(values[name] ?? whole),
      ),
    name: (text) => text[language],
    number: (value) => number.format(value),
    milliseconds: (value) =>
      `${value < 100 ? precise.format(value) : number.format(Math.round(value))}\u00a0ms`,
    bytes: (value) =>
      value < 10_000 ? `${number.format(value)}\u00a0B` : `${precise.format(value / 1000)}\u00a0kB`,
    time: (at) => time.format(at),
    dateTime: (at) => dateTime.format(at),
  }
}

/** The language asked for in the address, else the one remembered, else Swahili. */
export function chooseLanguage(
  asked: string | undefined,
  remembered: string | undefined,
): Language {
  return known(asked) ?? known(remembered) ?? 'sw'
}

function known(text: string | undefined): Language | undefined {
  return text === 'sw' || text === 'en' ? text : undefined
}
