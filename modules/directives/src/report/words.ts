import type { Say } from '@mtandao/ui'
import { marks, type Mark } from '../counts.ts'
import { messages as shared } from '../messages.ts'
import { centralGovernmentName, isCentralGovernment, quarterWords, settingName } from '../parts.ts'
import type { Counts, Late, NamedInstitution, ReportContent, ReportDirective } from './content.ts'
import { messages } from './messages.ts'

/** What the report says in words, the same on paper and on the page. */

export function titleAsOf(say: Say, content: ReportContent): string {
  const t = say.of(messages)
  return content.whole
    ? t('title.as-of', { day: say.date(content.asOf) })
    : t('title.today', { at: say.dateTime(new Date(content.at)) })
}

/** Pairs of what it rests on and how that stands. */
export function basisOf(say: Say, content: ReportContent, hash: string): [string, string][] {
  const t = say.of(messages)
  const { ruleSet, previous, institutions, at, knownBy } = content
  return [
    [t('basis.at'), say.dateTime(new Date(at))],
    [t('basis.known-by'), say.dateTime(new Date(knownBy))],
    [
      t('basis.rules'),
      t('basis.rules-are', {
        version: String(ruleSet.version),
        day: say.date(ruleSet.effectiveFrom),
      }),
    ],
    [t('basis.register'), registerWords(say, content)],
    [t('basis.institutions'), say.number(institutions.length)],
    [
      t('basis.previous'),
      previous
        ? t('basis.previous-is', {
            quarter: quarterWords(say, previous.period),
            edition: String(previous.edition),
          })
        : t('basis.previous-none'),
    ],
    [t('basis.hash'), say.data(hash)],
  ]
}

function registerWords(say: Say, { registerKeptAt, knownBy }: ReportContent): string {
  const t = say.of(messages)
  if (registerKeptAt === null) return t('basis.register-now')
  const at = say.dateTime(new Date(registerKeptAt))
  return t(registerKeptAt > knownBy ? 'basis.register-later' : 'basis.register-then', { at })
}

export function summaryOf(say: Say, { counts, late }: ReportContent): string[] {
  const t = say.of(messages)
  const { all, met, partly, unknown, declared } = counts
  return [
    t('summary.words', { all, met, partly, notMet: counts['not-met'], unknown }),
    late.most === null || late.median === null
      ? t('summary.late-none')
      : t('summary.late', { count: late.count, most: late.most, median: late.median }),
    ...(declared > 0 ? [t('summary.declared', { count: declared })] : []),
  ]
}

/** What the report cannot say, said. */
export function unknownsOf(say: Say, content: ReportContent): string[] {
  const t = say.of(messages)
  const directives = content.parts.flatMap((part) => part.directives)
  const reconstructed = directives.filter(({ resolution }) => resolution?.reconstructed).length
  const unconfirmed = directives
    .flatMap(({ obligations }) => obligations)
    .filter(({ verified }) => !verified).length
  const settings = content.ruleSet.settings.filter(({ verified }) => !verified)
  const undated = directives.filter(
    ({ issuances }) => issuances.length > 0 && issuances.every(({ dueOn }) => dueOn === null),
  ).length
  const unlisted = content.parts.flatMap(({ session }) =>
    session && session.topics !== null && session.pillars !== null
      ? [
          t('unknown.counted', {
            session: say.text(session.name),
            topics: session.topics,
            pillars: session.pillars,
          }),
        ]
      : [],
  )
  const keys = settings.map(({ key }) => settingName(say, key)).join('; ')
  return [
    ...(content.counts.unknown > 0
      ? [t('unknown.results', { count: content.counts.unknown })]
      : []),
    ...(reconstructed > 0 ? [t('unknown.reconstructed', { count: reconstructed })] : []),
    ...unlisted,
    ...(undated > 0 ? [t('unknown.no-day', { count: undated })] : []),
    ...(unconfirmed > 0 ? [t('unknown.citations', { count: unconfirmed })] : []),
    ...(settings.length > 0 ? [t('unknown.settings', { count: settings.length, keys })] : []),
  ]
}

export function headingOf(say: Say, { resolution, title }: ReportDirective): string {
  if (!resolution) return say.text(title)
  const number = String(resolution.number)
  return say.of(messages)('one.heading', { number, title: say.text(title) })
}

export function acceptanceOf(say: Say, { acceptance }: ReportDirective): string {
  const t = say.of(messages)
  if (!acceptance) return t('one.not-accepted')
  const { on, holder, office, amended } = acceptance
  const said = { day: say.date(on), holder, office: say.text(office) }
  return t(amended ? 'one.accepted-amended' : 'one.accepted', said)
}

/** `482 (120)`: of the latest, and the median; a dash where none is late. */
export function lateIn(say: Say, { most, median }: Late, between: ' ' | '\n' = ' '): string {
  if (most === null || median === null) return say.data('–')
  return say.data(`${say.number(most)}${between}(${say.number(median)})`)
}

/** The columns of counts, in the order in which they are read. */
export const countColumns = [
  'met',
  'partly',
  'not-met',
  'unknown',
  'exempt',
  'not-applicable',
] as const

export function resultWord(say: Say, mark: Mark): string {
  return say.of(shared)(`result.${mark}`)
}

/** `imetekelezwa 5, kwa sehemu 2` */
export function countsIn(say: Say, counts: Counts): string {
  return countColumns
    .filter((mark) => counts[mark] > 0)
    .map((mark) => `${resultWord(say, mark)} ${say.number(counts[mark])}`)
    .join(', ')
}

export type Naming = (institution: string) => string

/** Acronyms where there are any: what people call them by. */
export function namesIn(say: Say, institutions: readonly NamedInstitution[]): Naming {
  const named = new Map(institutions.map((one) => [one.id, one]))
  return (id) => {
    if (isCentralGovernment(id)) return say.text(centralGovernmentName)
    const known = named.get(id)
    if (!known) return id
    return known.acronym ?? say.text(known.name)
  }
}

/** Each result with who has it; `shownMax` names, and how many more there are. */
export function listsOf(
  say: Say,
  results: ReportDirective['obligations'][number]['results'],
  { name, shownMax }: { readonly name: Naming; readonly shownMax: number },
): { readonly mark: Mark; readonly count: number; readonly names: string }[] {
  return marks.flatMap((mark) => {
    const who = results.filter((row) => (row.declaredOnly ? 'declared' : row.result) === mark)
    if (who.length === 0) return []
    const shown = who.slice(0, shownMax).map(({ institution }) => name(institution))
    const names = shown.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')
    const rest = who.length - shown.length
    const said = rest > 0 ? say.of(messages)('one.more', { names, count: rest }) : names
    return [{ mark, count: who.length, names: said }]
  })
}

export function changesIn(say: Say, { changes }: ReportDirective): string | null {
  if (!changes) return null
  const { compared, nowMet, noLongerMet, uncompared } = changes
  return say.of(messages)('changes.words', { compared, nowMet, noLongerMet, uncompared })
}

export function changeIn(
  say: Say,
  directive: ReportDirective,
  change: NonNullable<ReportDirective['changes']>['changed'][number],
  name: Naming,
): string {
  const obligation = directive.obligations.find(({ id }) => id === change.obligation)
  return say.of(messages)('changes.one', {
    institution: name(change.institution),
    obligation: obligation ? say.text(obligation.title) : change.obligation,
    was: resultWord(say, change.was),
    is: resultWord(say, change.is),
  })
}

/** `/report?as-of=2026-09-30&known-by=…`, the same report again; `file` is `.pdf`, `.csv` or nothing. */
export function addressOf(
  { asOf, knownBy }: Pick<ReportContent, 'asOf' | 'knownBy'>,
  file: '' | '.pdf' | '.csv' = '',
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ ...more, 'as-of': asOf, 'known-by': knownBy })
  return `/report${file}?${query.toString()}`
}
