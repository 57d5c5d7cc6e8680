import { tabs, type Column, type Say } from '@mtandao/ui'
import { institutionKinds } from '@mtandao/register/contract'
import { h, type JSX } from 'preact'
import { centralGovernment } from '../addressees.ts'
import { apart, marks, wholeOf, type Mark, type MarkCounts } from '../counts.ts'
import { markSign } from '../parts.ts'
import { messages as shared } from '../messages.ts'
import type { DirectiveName, InstitutionName } from './country-names.ts'
import { messages } from './messages.ts'

/** The three ways to look at the country. */
export function countryTabs(say: Say, here: 'matrix' | 'trend' | 'kinds'): JSX.Element {
  const t = say.of(messages)
  const tab = (name: typeof here, href: string) => ({
    href,
    label: t(`tab.${name}`),
    current: name === here,
  })
  return tabs(say, [
    tab('matrix', '/country'),
    tab('trend', '/country/trend'),
    tab('kinds', '/country/kinds'),
  ])
}

/** What an institution is called first: its acronym where it has one. */
export function calledOf(say: Say, id: string, named: InstitutionName | undefined): string {
  if (!named) return say.data(id)
  return named.acronym === null ? say.text(named.name) : say.data(named.acronym)
}

/** The number that people know a directive by, and its title. */
export function titled(say: Say, { number, title }: DirectiveName): string {
  return number === null ? say.text(title) : `${say.data(number)} ${say.text(title)}`
}

export function kindName(say: Say, kind: string | null, institution?: string): string {
  const t = say.of(messages)
  if (institution === centralGovernment) return t('kinds.central')
  if (kind === null) return t('kinds.none')
  const listed = institutionKinds.find(({ code }) => code === kind)
  return listed ? say.text(listed.name) : say.data(kind)
}

/**
 * A column for each result; what was only declared stands below what is not met, and what nobody has has no column.
 * @param href where a figure leads; undefined: nowhere
 */
export function countColumns<Row extends { readonly counts: MarkCounts }>(
  say: Say,
  rows: readonly Row[],
  href: (row: Row, mark: Mark) => string | undefined = () => undefined,
): Column<Row>[] {
  const t = say.of(shared)
  const linked = (row: Row, mark: Mark, content: string) => {
    const to = row.counts[mark] > 0 ? href(row, mark) : undefined
    return to === undefined ? content : h('a', { href: to }, content)
  }
  const always: readonly Mark[] = ['met', 'partly', 'not-met', 'unknown']
  return marks
    .filter((mark) => always.includes(mark) || rows.some(({ counts }) => counts[mark] > 0))
    .filter((mark) => mark !== 'declared')
    .map((mark) => ({
      label: t(`result.${mark}`),
      number: true,
      cell: (row) => [
        linked(row, mark, say.number(row.counts[mark])),
        mark === 'not-met' && row.counts.declared > 0
          ? h(
              'small',
              { class: 'block' },
              linked(row, 'declared', t('counts.declared', { count: row.counts.declared })),
            )
          : null,
      ],
    }))
}

/** Parts of a whole as a bar, each with its own pattern; the figures stand beside it, so nobody needs to see it. */
export function shareBar(counts: MarkCounts): JSX.Element | null {
  const whole = wholeOf(counts)
  if (whole === 0) return null
  let from = 0
  return h(
    'svg',
    { class: 'share', viewBox: '0 0 1000 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...apart(counts).map(([mark, count]) => {
      const x = Math.round((from / whole) * 1000)
      from += count
      const to = Math.round((from / whole) * 1000)
      return h('rect', { class: mark, x, width: Math.max(1, to - x - 2), height: 10 })
    }),
  )
}

/** Signs with their numbers; the words are there for who does not see signs. One result alone needs no number. */
export function figures(say: Say, counts: MarkCounts): JSX.Element[] {
  const t = say.of(shared)
  const all = apart(counts)
  const alone = wholeOf(counts) === 1
  return all.map(([mark, count]) =>
    h(
      'span',
      { class: 'figure' },
      markSign(mark),
      alone ? null : say.number(count),
      h('span', { class: 'unseen' }, ' ', t(`result.${mark}`), ' '),
    ),
  )
}
