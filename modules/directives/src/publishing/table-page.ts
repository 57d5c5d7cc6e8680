import type { Text } from '@mtandao/problem'
import {
  back,
  button,
  code,
  copyable,
  facts,
  filters,
  hidden,
  input,
  moment,
  notice,
  pager,
  section,
  select,
  table,
  tabs,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { MarkCounts } from '../counts.ts'
import { messages as common } from '../messages.ts'
import { results } from '../model.ts'
import {
  countsList,
  directiveHref,
  institutionHref,
  lateWords,
  legend,
  quarterWords,
  reasonText,
  resultTag,
} from '../parts.ts'
import { endOfDay, quarterNamed } from '../quarter.ts'
import { actHref, ruleSetHref, tableHref } from './common.ts'
import { tableMessages } from './messages.ts'
import type { RowNames } from './names.ts'
import type { Wanted } from './table-wanted.ts'
import type { PublishedResult, PublishedTable } from './table-store.ts'

interface TableView {
  readonly table: PublishedTable
  /** Of the quarter, newest first. */
  readonly editions: readonly PublishedTable[]
  readonly rows: readonly PublishedResult[]
  /** The place of the last one shown when there are more. */
  readonly next: number | undefined
  readonly wanted: Wanted
  readonly total: MarkCounts
  readonly directives: readonly {
    readonly id: string
    readonly title: Text
    readonly counts: MarkCounts
  }[]
  readonly names: RowNames
  readonly publicUrl: string
  /** Reads every reason. */
  readonly country: boolean
  /** Reads the log of acts. */
  readonly acts: boolean
}

export function tablePage(say: Say, view: TableView): Page {
  const t = say.of(tableMessages)
  const title = t('table.title', { quarter: quarterWords(say, view.table.period) })
  return {
    title,
    content: [
      back('/tables', t('table.back')),
      h('h1', null, title),
      standing(say, view),
      editionTabs(say, view),
      headFacts(say, view),
      countsList(say, view.total, (mark) => href(view, { result: resultOf(mark) })),
      legend(say),
      section('counts', t('counts.title'), countsTable(say, view)),
      proof(say, view),
      check(say, view),
      section('results', t('rows.title'), filterForm(say, view), rowsTable(say, view)),
    ],
  }
}

/** What somebody who came by an old link must know. */
function standing(say: Say, { table: shown, editions }: TableView): JSX.Element[] {
  const t = say.of(tableMessages)
  const [last] = editions
  const quarter = quarterNamed(shown.period)
  const isUnderWay = quarter !== undefined && shown.asOf.at < endOfDay(quarter.to)
  return [
    ...(last && last.edition > shown.edition
      ? [
          notice(
            'open',
            { title: t('table.newer') },
            h(
              'p',
              null,
              h(
                'a',
                { href: tableHref(shown.period, last.edition) },
                t('table.newer.link', { edition: last.edition }),
              ),
            ),
          ),
        ]
      : []),
    ...(isUnderWay ? [notice('plain', {}, h('p', null, t('table.under-way')))] : []),
  ]
}

function editionTabs(say: Say, { table: shown, editions }: TableView): JSX.Element | null {
  if (editions.length < 2) return null
  const t = say.of(tableMessages)
  return tabs(
    say,
    editions.toReversed().map(({ period, edition }) => ({
      href: tableHref(period, edition),
      label: t('edition.name', { edition }),
      current: edition === shown.edition,
    })),
  )
}

function headFacts(say: Say, { table: shown }: TableView): JSX.Element {
  const t = say.of(tableMessages)
  const { asOf, ruleSet, publisher, reason } = shown
  return facts([
    [
      t('as-of'),
      [moment(say, new Date(asOf.at)), h('small', { class: 'soft block' }, t('table.register'))],
    ],
    [t('known-by'), moment(say, new Date(asOf.knownBy))],
    [
      t('rule-set'),
      h('a', { href: ruleSetHref(ruleSet) }, t('rule-set.name', { version: String(ruleSet) })),
    ],
    [t('edition'), say.number(shown.edition)],
    [t('reason'), reason === null ? null : say.data(reason)],
    [t('published'), moment(say, shown.publishedAt)],
    [t('publisher'), publisher === null ? t('publisher.office') : say.data(publisher)],
    [t('rows'), say.number(shown.rows)],
    [t('hash'), code(shown.publicHash)],
  ])
}

function countsTable(say: Say, view: TableView): JSX.Element {
  const t = say.of(tableMessages)
  return table({
    caption: t('counts.title'),
    unseenCaption: true,
    rows: view.directives,
    empty: t('rows.none'),
    columns: [
      {
        label: t('directive'),
        cell: ({ id, title }) => h('a', { href: directiveHref(id) }, say.text(title)),
      },
      {
        label: t('rows'),
        cell: ({ id, counts }) =>
          countsList(say, counts, (mark) => href(view, { directive: id, result: resultOf(mark) })),
      },
    ],
  })
}

function resultOf(mark: keyof MarkCounts): string {
  return mark === 'declared' ? 'not-met' : mark
}

/** The same table, narrowed. */
function href(
  { table: { period, edition } }: TableView,
  narrowed: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = new URLSearchParams({ edition: String(edition) })
  for (const [name, value] of Object.entries(narrowed))
    if (value !== undefined) query.set(name, String(value))
  return `${tableHref(period)}?${query}#results`
}

function proof(say: Say, { table: shown }: TableView): JSX.Element {
  const t = say.of(tableMessages)
  return section(
    'proof',
    t('proof.title'),
    h('p', null, t('proof.lead')),
    button({
      action: `${tableHref(shown.period)}/recompute`,
      label: t('proof.button'),
      fields: { edition: String(shown.edition) },
    }),
  )
}

/** For whoever believes nobody. */
function check(say: Say, { table: shown, publicUrl, country, acts }: TableView): JSX.Element {
  const t = say.of(tableMessages)
  const { period, edition } = shown
  const query = `?edition=${edition}`
  const file = `${tableHref(period)}/table.json${query}`
  const whole = `${tableHref(period)}/whole.json${query}`
  const link = (to: string, label: string): ComponentChildren => h('a', { href: to }, label)
  return section(
    'check',
    t('check.title'),
    h('p', null, t('check.lead')),
    h('p', null, link(file, t('check.download'))),
    copyable(say, `curl -s '${publicUrl}${file}' | sha256sum`, t('check.command'), true),
    facts([
      [t('hash'), code(shown.publicHash)],
      [t('check.whole-hash'), code(shown.hash)],
      [t('check.inputs-hash'), code(shown.inputsHash)],
      [
        t('audit'),
        acts ? link(actHref('result-table', `${period}/${edition}`), t('audit.link')) : null,
      ],
    ]),
    country ? h('p', null, link(whole, t('check.whole'))) : null,
  )
}

function filterForm(say: Say, view: TableView): JSX.Element {
  const t = say.of(tableMessages)
  const { directive = '', result = '', institution = '' } = view.wanted
  const state = { values: { directive, result, institution }, faults: [] }
  const field = { say, state, filter: true }
  const { period, edition } = view.table
  const isNarrowed = directive !== '' || result !== '' || institution !== ''
  return h(
    'div',
    null,
    filters(
      { action: `${tableHref(period)}#results`, submit: t('filter') },
      hidden('edition', String(edition)),
      input({
        ...field,
        name: 'institution',
        label: t('institution'),
        hint: t('institution.hint'),
        size: 20,
        type: 'search',
      }),
      select({
        ...field,
        name: 'directive',
        label: t('directive'),
        none: t('any'),
        choices: view.directives.map(({ id, title }) => ({ value: id, label: say.text(title) })),
      }),
      select({
        ...field,
        name: 'result',
        label: t('result'),
        none: t('any'),
        choices: results.map((one) => ({ value: one, label: say.of(common)(`result.${one}`) })),
      }),
    ),
    isNarrowed ? h('p', null, h('a', { href: href(view, {}) }, t('rows.all'))) : null,
  )
}

function rowsTable(say: Say, view: TableView): (JSX.Element | null)[] {
  const t = say.of(tableMessages)
  const { wanted, names } = view
  const { directive, result, institution } = wanted
  const narrowed = { directive, result, institution }
  return [
    table({
      caption: t('rows.title'),
      unseenCaption: true,
      rows: view.rows,
      empty: t('rows.none'),
      columns: [
        {
          label: t('institution'),
          cell: (row) =>
            h(
              'a',
              { href: institutionHref(row.institution) },
              names.institution(say, row.institution),
            ),
        },
        { label: t('obligation'), cell: (row) => names.obligation(say, row.obligation) },
        { label: t('result'), cell: (row) => resultTag(say, row) },
        { label: t('late'), cell: ({ daysLate }) => lateWords(say, daysLate) },
        { label: t('why'), cell: (row) => reasonOf(say, row) },
      ],
    }),
    pager(say, {
      next: view.next === undefined ? undefined : href(view, { ...narrowed, after: view.next }),
      first: wanted.after === undefined ? undefined : href(view, narrowed),
    }),
  ]
}

function reasonOf(say: Say, { why }: PublishedResult): ComponentChildren {
  if (why) return reasonText(say, why)
  return h('span', { class: 'soft' }, say.of(common)('reason.hidden'))
}
