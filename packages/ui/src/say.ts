import type { Text } from '@mtandao/problem'

/** `qq` is for tests only: every word that came through here stands in ⟦brackets⟧, so what does not was never translated. */
export type Language = 'sw' | 'en' | 'qq'

/** Plural forms by CLDR category; both our languages know `one` and `other`. The value `count` chooses. */
export interface Plural {
  readonly one: string
  readonly other: string
}

export interface Message {
  readonly sw: string | Plural
  readonly en: string | Plural
}

export type Messages = Readonly<Record<string, Message>>
export type Values = Readonly<Record<string, string | number>>

/** Everything on a page that depends on the reader's language. */
export interface Say {
  readonly language: Language
  /** For `lang=` attributes: `qq` passes for Swahili. */
  readonly htmlLang: 'sw' | 'en'
  /**
   * The message of a module's own table, with `{name}` replaced; numbers are written as the language writes them, and
   * `count` chooses the plural form.
   * @example const t = say.of(messages); t('systems.count', { count: 3 })
   */
  of<Table extends Messages>(table: Table): (key: keyof Table & string, values?: Values) => string
  /** A text that exists in both languages: a name, a problem's title. */
  text(text: Text): string
  /** What people or machines wrote and nobody translates: a name of a person, a code, a reason. */
  data(text: string): string
  number(value: number): string
  percent(share: number): string
  milliseconds(value: number): string
  bytes(value: number): string
  time(at: Date): string
  date(at: Date | string): string
  dateTime(at: Date): string
  /** The same in short, for columns: `24 Nov 2026, 04:38:48` */
  shortDateTime(at: Date): string
  /** Month and year, where the day is not known. */
  month(at: Date | string): string
  /** Day and month in short, for axes: `1 Mac`. */
  dayMonth(at: Date | string): string
  /** `siku 3 zilizopita` */
  ago(at: Date, now: Date): string
}

/** Everything works in East Africa Time, whatever the machine is set to. */
export const timeZone = 'Africa/Dar_es_Salaam'

export function speak(language: Language): Say {
  const htmlLang = language === 'en' ? 'en' : 'sw'
  const locale = htmlLang === 'sw' ? 'sw-TZ' : 'en-GB'
  const number = new Intl.NumberFormat(locale)
  const precise = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const plural = new Intl.PluralRules(locale)
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium', hourCycle: 'h23' })
  const days = { timeZone, day: 'numeric', month: 'long', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const date = new Intl.DateTimeFormat(locale, days)
  const month = new Intl.DateTimeFormat(locale, { timeZone, month: 'long', year: 'numeric' })
  const dayMonth = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' })
  const dateTime = new Intl.DateTimeFormat(locale, { ...days, ...clock })
  const short = new Intl.DateTimeFormat(locale, { ...days, month: 'short', ...clock })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const mark = language === 'qq' ? (said: string) => `⟦${said}⟧` : (said: string) => said

  const write = (value: string | number) =>
    typeof value === 'number' ? number.format(value) : value
  const fill = (form: string, values: Values) =>
    form.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : write(value)
    })
  const choose = (form: string | Plural, values: Values): string => {
    if (typeof form === 'string') return form
    return plural.select(Number(values['count'])) === 'one' ? form.one : form.other
  }

  return {
    language,
    htmlLang,
    of: (table) => {
      return (key, values = {}) => {
        const message = table[key]
        if (!message) throw new Error(`invariant: there is no message ${key}`)
        return mark(fill(choose(message[htmlLang], values), values))
      }
    },
    text: (text) => mark(text[htmlLang]),
    data: (text) => mark(text),
    number: (value) => mark(number.format(value)),
    percent: (share) => mark(percent.format(share)),
    milliseconds: (value) =>
      mark(`${value < 100 ? precise.format(value) : number.format(Math.round(value))}\u00a0ms`),
    bytes: (value) =>
      mark(
        value < 10_000
          ? `${number.format(value)}\u00a0B`
          : `${precise.format(value / 1000)}\u00a0kB`,
      ),
    time: (at) => mark(time.format(at)),
    date: (at) => mark(date.format(typeof at === 'string' ? noonOf(at) : at)),
    dateTime: (at) => mark(dateTime.format(at)),
    shortDateTime: (at) => mark(short.format(at)),
    month: (at) => mark(month.format(typeof at === 'string' ? noonOf(at) : at)),
    dayMonth: (at) => mark(dayMonth.format(typeof at === 'string' ? noonOf(at) : at)),
    ago: (at, now) => mark(agoIn(relative, (at.getTime() - now.getTime()) / 1000)),
  }
}

/** A day without a time, `YYYY-MM-DD`, is that day in every zone near ours. */
function noonOf(day: string): Date {
  return new Date(`${day.slice(0, 10)}T09:00:00Z`)
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

function agoIn(format: Intl.RelativeTimeFormat, seconds: number): string {
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return format.format(Math.trunc(seconds / size), unit)
}

/** The language asked for in the address, else the one remembered, else Swahili. */
export function chooseLanguage(
  asked: string | undefined,
  remembered: string | undefined,
  { pseudo = false }: { readonly pseudo?: boolean } = {},
): Language {
  const known = (text: string | undefined): Language | undefined =>
    text === 'sw' || text === 'en' || (pseudo && text === 'qq') ? text : undefined
  return known(asked) ?? known(remembered) ?? 'sw'
}
