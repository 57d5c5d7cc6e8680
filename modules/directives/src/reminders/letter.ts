import type { Text } from '@mtandao/problem'
import { speak, type Say } from '@mtandao/ui'
import { quarterWords } from '../parts.ts'
import { daysBetween } from '../quarter.ts'
import { letterWords as words } from './letter-words.ts'
import type { Digest } from './plan-reminders.ts'
import type { OwedItem, Saying } from './schedule.ts'

/** Of everything, in one language; the rest is counted and stands on the page that the letter leads to. */
const itemsMax = 10
const ownInstitutionsMax = 4
const institutionsMax = 10
const nameMax = 100
const columns = 72
/** What identity takes in each language. */
const bodyMax = 4_900

export interface LetterAbout {
  readonly digest: Digest
  readonly day: string
  readonly titles: ReadonlyMap<string, Text>
  readonly institutions: ReadonlyMap<string, Text>
  readonly publicUrl: string
}

/** One digest in words, in both languages: identity decides which the person reads. Plain text, short lines, links alone in a line. */
export function letterOf(about: LetterAbout): { readonly subject: Text; readonly body: Text } {
  const own = strongest(about.digest.sayings.filter(({ audience }) => audience !== 'ega'))
  const escalated = about.digest.sayings.filter(({ audience }) => audience === 'ega')
  const said = (language: 'sw' | 'en') => {
    const say = speak(language)
    return {
      subject: subjectOf(say, own, escalated),
      body: within(
        [...ownPart(say, about, own), ...egaPart(say, about, escalated)],
        wrap(say.of(words)('foot')),
      ),
    }
  }
  const [sw, en] = [said('sw'), said('en')]
  return { subject: { sw: sw.subject, en: en.subject }, body: { sw: sw.body, en: en.body } }
}

/** Who is both the officer and the head hears of each thing once. */
function strongest(sayings: readonly Saying[]): readonly Saying[] {
  const byItem = new Map<string, Saying>()
  for (const saying of sayings) {
    const { institution, obligation, period } = saying.item
    const key = `${institution}|${obligation}|${period ?? ''}`
    if (saying.audience === 'head' || !byItem.has(key)) byItem.set(key, saying)
  }
  return [...byItem.values()]
}

function subjectOf(say: Say, own: readonly Saying[], escalated: readonly Saying[]): string {
  const t = say.of(words)
  const soon = own.filter(({ step }) => step === 'before').length
  const late = own.length - soon
  return [
    late > 0 && t('subject.late', { count: late }),
    soon > 0 && t('subject.soon', { count: soon }),
    escalated.length > 0 && t('subject.ega', { count: escalated.length }),
  ]
    .filter((part) => part !== false)
    .join(', ')
}

function ownPart(say: Say, about: LetterAbout, own: readonly Saying[]): string[] {
  const t = say.of(words)
  let left = itemsMax
  const byInstitution = Map.groupBy(own, ({ item }) => item.institution)
  const others = byInstitution.size - ownInstitutionsMax
  const parts = [...byInstitution]
    .slice(0, ownInstitutionsMax)
    .flatMap(([institution, sayings]) => {
      const name = about.institutions.get(institution)
      const isHeads = sayings.some(({ audience }) => audience === 'head')
      const group = (heading: 'own.late' | 'own.soon', some: readonly Saying[]): string[] => {
        if (some.length === 0) return []
        const shown = some.toSorted((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : 1)).slice(0, left)
        left -= shown.length
        const more = some.length - shown.length
        return [
          '',
          t(heading, { count: some.length }),
          ...shown.flatMap(({ item }) => itemLines(say, about, item)),
          ...(more > 0 ? [`- ${t('more', { count: more })}`] : []),
        ]
      }
      return [
        ...wrap(cut(name ? say.text(name) : institution).toUpperCase()),
        ...(isHeads ? wrap(t('own.head')) : []),
        ...group(
          'own.late',
          sayings.filter(({ step }) => step !== 'before'),
        ),
        ...group(
          'own.soon',
          sayings.filter(({ step }) => step === 'before'),
        ),
        '',
        t('own.open'),
        `${about.publicUrl}/owed`,
        '',
      ]
    })
  return others > 0 ? [...parts, t('institutions.more', { count: others }), ''] : parts
}

function itemLines(say: Say, { titles, day }: LetterAbout, item: OwedItem): string[] {
  const t = say.of(words)
  const title = titles.get(item.obligation)
  const quarter = item.period === null ? '' : ` (${quarterWords(say, item.period)})`
  const shown = `${cut(title ? say.text(title) : item.obligation)}${quarter}`
  const days = daysBetween(day, item.dueOn)
  const when = { day: say.date(item.dueOn), count: Math.abs(days) }
  const result = t(`result.${item.result}`)
  return [
    ...wrap(shown, '- '),
    ...wrap(`${t(days < 0 ? 'item.late' : 'item.soon', when)}; ${result}`, '  '),
  ]
}

function egaPart(say: Say, about: LetterAbout, escalated: readonly Saying[]): string[] {
  if (escalated.length === 0) return []
  const t = say.of(words)
  const counts = [...Map.groupBy(escalated, ({ item }) => item.institution)]
    .map(([institution, sayings]) => ({ institution, count: sayings.length }))
    .toSorted((a, b) => b.count - a.count || (a.institution < b.institution ? -1 : 1))
  const more = counts.length - institutionsMax
  return [
    ...wrap(t('ega.why', { institutions: counts.length, count: escalated.length })),
    ...counts.slice(0, institutionsMax).flatMap(({ institution, count }) => {
      const name = about.institutions.get(institution)
      return wrap(`${cut(name ? say.text(name) : institution)}: ${t('ega.count', { count })}`, '- ')
    }),
    ...(more > 0 ? [`- ${t('more', { count: more })}`] : []),
    '',
    t('ega.open'),
    `${about.publicUrl}/country`,
    '',
  ]
}

/** All of them, or as many of the first as fit. */
function within(lines: readonly string[], foot: readonly string[]): string {
  let left = bodyMax - foot.join('\n').length
  return [...lines.filter((line) => (left -= line.length + 1) > 0), ...foot].join('\n')
}

function cut(text: string): string {
  return text.length <= nameMax ? text : `${text.slice(0, nameMax - 1)}…`
}

/** Lines of at most 72 characters, the first after `lead`, the rest below it. */
function wrap(text: string, lead = ''): string[] {
  const lines: string[] = []
  let line = lead
  const below = ' '.repeat(lead.length)
  for (const word of text.split(/\s+/)) {
    if (line.trim().length > lead.trim().length && line.length + word.length >= columns) {
      lines.push(line)
      line = below
    }
    line += line.endsWith(' ') || line === '' ? word : ` ${word}`
  }
  return [...lines, line]
}
