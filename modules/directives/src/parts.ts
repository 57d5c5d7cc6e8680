import { tag, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { centralGovernment } from './addressees.ts'
import { isDeclaredOnly, marks, type Mark, type MarkCounts } from './counts.ts'
import { messages } from './messages.ts'
import type { Assessment, Due, Reason, Result, Status } from './model.ts'
import { reasonWords } from './reasons.ts'
import { settingWords } from './rules/rule-decides.ts'

/** Small parts that every page about directives shares. */

export { isDeclaredOnly, noCounts, type Mark, type MarkCounts } from './counts.ts'

/** Each has an outline of its own, so that neither colour nor a good eye for small signs is needed. */
const shapes: Readonly<Record<Mark, () => ComponentChildren>> = {
  met: () => [h('circle', { cx: 8, cy: 8, r: 7 }), cut('M4.7 8.4 7 10.7l4.4-5')],
  partly: () => [
    h('circle', { class: 'ring', cx: 8, cy: 8, r: 6.2 }),
    h('path', { d: 'M8 1.8a6.2 6.2 0 0 0 0 12.4z' }),
  ],
  'not-met': () => [
    h('rect', { x: 1.2, y: 1.2, width: 13.6, height: 13.6, rx: 2 }),
    cut('m5 5 6 6m0-6-6 6'),
  ],
  declared: () => [
    h('path', { d: 'M1 2.5h14v8.3H8L4 15v-4.2H1z' }),
    cut('M4.6 6.7h.1m3.2 0h.1m3.2 0h.1'),
  ],
  unknown: () => [
    h('circle', { class: 'ring', cx: 8, cy: 8, r: 6.6 }),
    h('path', { class: 'line', d: 'M5.8 6.2a2.2 2.2 0 1 1 3.3 1.8c-.7.5-1.1.8-1.1 1.5m0 2.2v.1' }),
  ],
  exempt: () => [
    h('path', { class: 'ring', d: 'm8 1 7 7-7 7-7-7z' }),
    h('path', { class: 'line', d: 'M6.6 5.8v4.4m2.8-4.4v4.4' }),
  ],
  'not-applicable': () => h('path', { class: 'line', d: 'M3.5 8h9' }),
}

function cut(d: string): JSX.Element {
  return h('path', { class: 'cut', d })
}

/** The sign alone: whoever shows it also says the word, seen or unseen. */
export function markSign(mark: Mark): JSX.Element {
  return h(
    'svg',
    { class: `mark ${mark}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    shapes[mark](),
  )
}

/** Sign and word. */
export function markTag(say: Say, mark: Mark): JSX.Element {
  return h('span', { class: `result ${mark}` }, markSign(mark), say.of(messages)(`result.${mark}`))
}

/** A result with its sign and its word: `exempt` says until when, and not met that was only declared says so. */
export function resultTag(
  say: Say,
  one: {
    readonly result: Result
    readonly exemptUntil?: string | null
    /** Null: the reader is not shown it. */
    readonly why?: Reason | null
  },
): JSX.Element {
  const { result, exemptUntil = null, why = null } = one
  const mark = isDeclaredOnly({ result, why }) ? 'declared' : result
  if (exemptUntil === null || mark !== 'exempt') return markTag(say, mark)
  const t = say.of(messages)
  return h(
    'span',
    { class: 'result exempt' },
    markSign('exempt'),
    t('result.exempt-until', { day: say.date(exemptUntil) }),
  )
}

/** Where the work stands, which people say. */
export function statusTag(say: Say, status: Status): JSX.Element {
  const tone = status === 'closed' ? 'good' : status === 'to-do' ? 'plain' : 'open'
  return tag(tone, say.of(messages)(`status.${status}`))
}

/** `ifikapo 30 Julai 2025` */
export function dueWords(say: Say, due: Due): string {
  const t = say.of(messages)
  if (due.type === 'every-quarter') return t('due.every-quarter')
  return t(`due.${due.type}`, { day: say.date(due.day) })
}

/** `2026/27-Q2` as `robo ya 2, 2026/27`. */
export function quarterWords(say: Say, period: string): string {
  const [year = period, number = ''] = period.split('-Q')
  return say.of(messages)('quarter', { number, year })
}

/** `imechelewa siku 482`; nothing where nothing is late. */
export function lateWords(say: Say, daysLate: number): string | null {
  return daysLate > 0 ? say.of(messages)('late.days', { count: daysLate }) : null
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A reason or what would change it, with its figures. */
export function reasonText(say: Say, { code, params }: Reason): string {
  const words = reasonWords[code]
  if (!words) return say.data(code)
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name]
      if (value === undefined) return whole
      if (typeof value === 'number') return say.number(value)
      return isDay(value) ? say.date(value) : value
    })
  return say.text({ sw: fill(words.sw), en: fill(words.en) })
}

/** How many of each, those that there are; a link for each where `href` gives one. */
export function countsList(
  say: Say,
  counts: MarkCounts,
  href?: (mark: Mark) => string,
): JSX.Element {
  const t = say.of(messages)
  const linked = (mark: Mark, content: ComponentChildren) =>
    href ? h('a', { href: href(mark) }, content) : content
  return h(
    'ul',
    { class: 'counts', 'aria-label': t('counts.label') },
    ...marks
      .filter((mark) => mark !== 'declared' && counts[mark] > 0)
      .map((mark) =>
        h(
          'li',
          null,
          linked(mark, [h('b', null, say.number(counts[mark])), ' ', markTag(say, mark)]),
          mark === 'not-met' && counts.declared > 0
            ? h(
                'small',
                { class: 'block' },
                linked('declared', t('counts.declared', { count: counts.declared })),
              )
            : null,
        ),
      ),
  )
}

/** Every sign with its word, in sight; what each means is behind them unless `open`. `more` says what else stands beside them. */
export function legend(
  say: Say,
  { open = false, more }: { readonly open?: boolean; readonly more?: ComponentChildren } = {},
): JSX.Element {
  const t = say.of(messages)
  return h(
    'details',
    { class: 'legend', open },
    h('summary', null, t('legend.title'), ...marks.map((mark) => [' ', markTag(say, mark)])),
    h(
      'dl',
      null,
      ...marks.map((mark) =>
        h('div', null, h('dt', null, markTag(say, mark)), h('dd', null, t(`legend.${mark}`))),
      ),
    ),
    more,
  )
}

/** When the figures were so, and by which rule set. `at` in milliseconds since 1970. */
export function asOfLine(say: Say, at: number, ruleSet: number): JSX.Element {
  const words = say.of(messages)('as-of', {
    at: say.shortDateTime(new Date(at)),
    version: String(ruleSet),
  })
  return h('p', { class: 'as-of' }, words)
}

/** Instead of figures, in the first seconds after a start. */
export function notYet(say: Say): JSX.Element {
  return h('div', { class: 'empty', role: 'status' }, say.of(messages)('not-yet'))
}

export function directiveHref(directive: string): string {
  return `/directives/${encodeURIComponent(directive)}`
}

/** One institution's results, of one directive where it is given. */
export function institutionHref(institution: string, directive?: string): string {
  const path = `/country/${encodeURIComponent(institution)}`
  return directive === undefined ? path : `${path}?directive=${encodeURIComponent(directive)}`
}

/** One result explained, for everybody. */
export function resultHref({
  institution,
  obligation,
  period,
}: Pick<Assessment, 'institution' | 'obligation' | 'period'>): string {
  const path = `/country/${encodeURIComponent(institution)}/${encodeURIComponent(obligation)}`
  return period === null ? path : `${path}?period=${encodeURIComponent(period)}`
}

/** The same for the institution that owes it, with what to do. */
export function owedHref({
  obligation,
  period,
}: Pick<Assessment, 'obligation' | 'period'>): string {
  const path = `/owed/${encodeURIComponent(obligation)}`
  return period === null ? path : `${path}?period=${encodeURIComponent(period)}`
}

/** The Government as a whole is in no register. */
export const centralGovernmentName = {
  sw: 'Serikali Kuu kwa ujumla',
  en: 'Central Government as a whole',
} as const

export function isCentralGovernment(institution: string): boolean {
  return institution === centralGovernment
}

/** A setting of a rule in words; one that is not known here is shown as it is. */
export function settingName(say: Say, key: string): string {
  const words = settingWords[key]
  return words ? say.text(words) : say.data(key)
}
