import type { Actor } from '@mtandao/identity/contract'
import {
  filters,
  pager,
  section,
  select,
  table,
  tabs,
  type Column,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { messages as shared } from '../messages.ts'
import { results, type Status } from '../model.ts'
import {
  asOfLine,
  directiveHref,
  institutionHref,
  lateWords,
  legend,
  notYet,
  owedHref,
  quarterWords,
  reasonText,
  resultTag,
} from '../parts.ts'
import { addressOf } from './common.ts'
import { messages } from './messages.ts'
import type { DirectiveName } from './owed-store.ts'
import type { OwedLine, OwedList, OwedSearch } from './see-owed.ts'
import { urgencies } from './urgency.ts'
import { clockTag, workTag } from './work-part.ts'

const statuses: readonly Status[] = ['to-do', 'submitted', 'in-review', 'closed']

/** Everything an institution owes, for a tired officer on a weak link: what is urgent first, each with one link to where it is done. */
export function owedPage(say: Say, actor: Actor, list: OwedList, search: Asked): Page {
  const t = say.of(messages)
  return {
    title: t('owed.title'),
    content: h(
      'div',
      null,
      h('h1', null, t('owed.title')),
      h(
        'p',
        { class: 'lead' },
        t('owed.lead', { institution: actor.institutionName[say.htmlLang] }),
      ),
      list.asOf === null ? notYet(say) : wholeList(say, actor, { list, search, asOf: list.asOf }),
    ),
  }
}

type Asked = Omit<OwedSearch, 'limit'>

interface Shown {
  readonly list: OwedList
  readonly search: Asked
  readonly asOf: Date
}

function wholeList(say: Say, actor: Actor, { list, search, asOf }: Shown): JSX.Element {
  const t = say.of(messages)
  const all = urgencies.reduce((sum, one) => sum + list.counts[one], 0)
  return h(
    'div',
    null,
    asOfLine(say, asOf.getTime(), list.ruleSet),
    turns(say, list),
    tabs(say, [
      {
        href: hrefOf(search, { urgency: undefined }),
        label: t('tab.count', { label: t('tab.all'), count: all }),
        current: search.urgency === undefined,
      },
      ...urgencies.map((urgency) => ({
        href: hrefOf(search, { urgency }),
        label: t('tab.count', { label: t(`urgency.${urgency}`), count: list.counts[urgency] }),
        current: search.urgency === urgency,
      })),
    ]),
    all === 0 ? null : searchForm(say, list, search),
    groups(say, list, search),
    pager(say, {
      next: list.next === undefined ? undefined : hrefOf(search, { after: list.next }),
      first: search.after === undefined ? undefined : hrefOf(search, {}),
    }),
    legend(say),
    h(
      'p',
      { class: 'links apart' },
      h('a', { href: institutionHref(actor.institution) }, t('owed.public')),
      h('a', { href: '/reminders' }, t('owed.reminders')),
    ),
  )
}

/** Whose turn it is, in one sentence each. */
function turns(say: Say, { withEga, unknown }: OwedList): JSX.Element | null {
  const t = say.of(messages)
  const said = [
    ...(withEga > 0 ? [t('owed.with-ega', { count: withEga })] : []),
    ...(unknown > 0 ? [t('owed.unknown', { count: unknown })] : []),
  ]
  return said.length === 0
    ? null
    : h('ul', { class: 'plain' }, ...said.map((one) => h('li', null, one)))
}

/** Another view of the same: a change of filter begins at the first page. */
function hrefOf(
  { urgency, result, status, directive }: Asked,
  more: Partial<Pick<Asked, 'urgency' | 'after'>>,
): string {
  return addressOf('/owed', { urgency, result, status, directive, ...more })
}

function searchForm(say: Say, list: OwedList, search: Asked): JSX.Element {
  const t = say.of(messages)
  const state = {
    values: {
      directive: search.directive ?? '',
      result: search.result ?? '',
      status: search.status ?? '',
    },
    faults: [],
  }
  const common = { say, state, filter: true, none: t('filter.any') }
  return filters(
    { action: '/owed', submit: t('filter.submit') },
    search.urgency === undefined
      ? null
      : h('input', { type: 'hidden', name: 'urgency', value: search.urgency }),
    select({
      ...common,
      name: 'directive',
      label: t('filter.directive'),
      choices: list.directives.map((one) => ({ value: one.id, label: directiveLabel(say, one) })),
    }),
    select({
      ...common,
      name: 'result',
      label: t('filter.result'),
      choices: results.map((value) => ({ value, label: say.of(shared)(`result.${value}`) })),
    }),
    select({
      ...common,
      name: 'status',
      label: t('filter.status'),
      choices: statuses.map((value) => ({ value, label: say.of(shared)(`status.${value}`) })),
    }),
  )
}

function directiveLabel(say: Say, { number, title }: DirectiveName): string {
  if (number === null) return say.text(title)
  return say.of(messages)('directive.label', { number, title: title[say.htmlLang] })
}

function groups(say: Say, list: OwedList, search: Asked): JSX.Element {
  const t = say.of(messages)
  if (list.lines.length === 0) return emptyList(say, search)
  return h(
    'div',
    null,
    ...urgencies.flatMap((urgency) => {
      const lines = list.lines.filter((line) => line.urgency === urgency)
      if (lines.length === 0) return []
      const label = t(`urgency.${urgency}`)
      const shown = linesTable(say, label, lines)
      // What is done stands behind one line, unless it was asked for.
      if (urgency !== 'done' || isNarrowed(search))
        return [section(`urgency-${urgency}`, label, shown)]
      const summary = t('owed.done', { count: list.counts.done })
      return [h('details', { id: 'urgency-done' }, h('summary', null, summary), shown)]
    }),
  )
}

function isNarrowed(search: Asked): boolean {
  return hrefOf(search, {}) !== '/owed'
}

function emptyList(say: Say, search: Asked): JSX.Element {
  const t = say.of(messages)
  const narrowed = isNarrowed(search)
  return h(
    'div',
    { class: 'empty' },
    h('p', null, t(narrowed ? 'owed.none.found' : 'owed.none')),
    narrowed
      ? h('p', null, h('a', { href: '/owed' }, t('filter.clear')))
      : h('p', null, h('a', { href: '/directives' }, t('owed.none.directives'))),
  )
}

function linesTable(say: Say, label: string, rows: readonly OwedLine[]): JSX.Element {
  const t = say.of(messages)
  const columns: Column<OwedLine>[] = [
    { label: t('col.obligation'), cell: (line) => titleCell(say, line) },
    {
      label: t('col.result'),
      cell: ({ assessment }) =>
        h(
          'span',
          null,
          resultTag(say, assessment),
          h('small', { class: 'soft block' }, reasonText(say, assessment.why)),
        ),
    },
    {
      label: t('col.due'),
      cell: ({ assessment: { dueOn, daysLate } }) =>
        h(
          'span',
          null,
          say.date(dueOn),
          daysLate > 0
            ? h('small', { class: 'block' }, h('b', null, lateWords(say, daysLate)))
            : null,
        ),
    },
    { label: t('col.next'), cell: (line) => nextCell(say, line) },
    {
      label: t('col.work'),
      cell: ({ work, clock }) =>
        h('span', null, workTag(say, work), clock ? [' ', clockTag(say, clock)] : null),
    },
  ]
  return table<OwedLine>({
    caption: t('owed.caption', { label }),
    unseenCaption: true,
    columns,
    rows,
    empty: null,
  })
}

function titleCell(say: Say, { assessment, title, directive }: OwedLine): JSX.Element {
  const t = say.of(messages)
  const { period } = assessment
  const number = directive?.number ?? null
  return h(
    'span',
    null,
    h('a', { href: owedHref(assessment) }, say.text(title)),
    h(
      'small',
      { class: 'soft block' },
      number === null
        ? null
        : h('a', { href: directiveHref(assessment.directive) }, t('directive.number', { number })),
      period === null ? null : [' ', quarterWords(say, period)],
    ),
  )
}

function nextCell(say: Say, { assessment, place }: OwedLine): JSX.Element {
  const t = say.of(messages)
  const { change } = assessment
  if (change === null) return h('span', { class: 'soft' }, t('next.nothing'))
  return h(
    'span',
    null,
    reasonText(say, change),
    place
      ? h('small', { class: 'block' }, h('a', { href: place.href }, placeLabel(say, place.label)))
      : null,
  )
}

export function placeLabel(say: Say, label: `place.${string}`): string {
  return say.of(messages)(label as 'place.join')
}
