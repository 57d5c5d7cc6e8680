import type { Fault, Messages, Say } from '@mtandao/ui'
import type { z } from 'zod'

const messages = {
  missing: { sw: 'Jaza sehemu hii', en: 'Fill this in' },
  choose: { sw: 'Chagua moja kati ya zilizopo', en: 'Choose one of those given' },
  short: { sw: 'Andika angalau herufi {count}', en: 'Write at least {count} characters' },
  long: { sw: 'Andika herufi zisizozidi {count}', en: 'Write at most {count} characters' },
  low: { sw: 'Namba iwe {count} au zaidi', en: 'Give a number of {count} or more' },
  high: { sw: 'Namba isizidi {count}', en: 'Give a number of {count} or less' },
  few: { sw: 'Chagua angalau {count}', en: 'Choose at least {count}' },
  many: { sw: 'Chagua zisizozidi {count}', en: 'Choose at most {count}' },
  number: { sw: 'Andika namba', en: 'Write a number' },
  date: { sw: 'Andika tarehe, mfano 2026-07-01', en: 'Write a date, such as 2026-07-01' },
  email: {
    sw: 'Andika barua pepe, mfano jina@taasisi.go.tz',
    en: 'Write an e-mail address, such as name@institution.go.tz',
  },
  url: {
    sw: 'Andika anuani kamili, mfano https://mfumo.go.tz',
    en: 'Write a whole address, such as https://system.go.tz',
  },
  form: { sw: 'Muundo wake si sahihi', en: 'It does not have the right form' },
  unknown: { sw: 'Sehemu hii haijulikani', en: 'This member is not known' },
} as const satisfies Messages

type Key = keyof typeof messages
type Issue = z.core.$ZodIssue

/** Every fault that a schema found, in the reader's language, one for each field. */
export function faultsOf(say: Say, error: z.core.$ZodError): Fault[] {
  const t = say.of(messages)
  const faults = error.issues.flatMap((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    return unknown.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key]
      const field = path.map(String).join('.')
      const own = ownText(say, issue)
      if (own !== undefined) return { field, text: own }
      const [name, count] = keyOf(issue)
      return { field, text: t(name, count === undefined ? {} : { count }) }
    })
  })
  const seen = new Set<string>()
  return faults.filter(({ field }) => !seen.has(field) && seen.add(field))
}

/** A schema's own words: `error: { sw, en }` given as `params.text` of a custom issue. */
function ownText(say: Say, issue: Issue): string | undefined {
  const text: unknown = issue.code === 'custom' ? issue.params?.['text'] : undefined
  if (typeof text !== 'object' || text === null) return undefined
  if (!('sw' in text && 'en' in text)) return undefined
  return say.text({ sw: String(text.sw), en: String(text.en) })
}

const formats: Readonly<Record<string, Key>> = {
  email: 'email',
  url: 'url',
  date: 'date',
  datetime: 'date',
}

function keyOf(issue: Issue): readonly [Key, number?] {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === '') return ['missing']
      if (['number', 'int', 'nan'].includes(issue.expected)) return ['number']
      return ['form']
    case 'too_small':
      return smallOf(issue.origin, Number(issue.minimum))
    case 'too_big':
      return bigOf(issue.origin, Number(issue.maximum))
    case 'invalid_value':
      return ['choose']
    case 'invalid_format':
      return [formats[issue.format] ?? 'form']
    case 'unrecognized_keys':
      return ['unknown']
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return ['form']
  }
}

function smallOf(origin: string, least: number): readonly [Key, number?] {
  if (origin === 'string') return least <= 1 ? ['missing'] : ['short', least]
  return [['array', 'set'].includes(origin) ? 'few' : 'low', least]
}

function bigOf(origin: string, most: number): readonly [Key, number] {
  if (origin === 'string') return ['long', most]
  return [['array', 'set'].includes(origin) ? 'many' : 'high', most]
}
