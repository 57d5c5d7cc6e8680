import { filters, input, pager, select, type FormState, type Page, type Say } from '@mtandao/ui'
import { institutionKinds, regions } from '@mtandao/register/contract'
import { h, type JSX } from 'preact'
import { marks, wholeOf } from '../counts.ts'
import { messages as shared } from '../messages.ts'
import { asOfLine, countsList, directiveHref, legend, notYet } from '../parts.ts'
import { relatedPages } from '../related.ts'
import { countryHref, isFiltered } from './addresses.ts'
import { orders, type CountryFilter } from './country-filter.ts'
import type { DirectiveName } from './country-names.ts'
import { countryTabs, shareBar, titled } from './country-parts.ts'
import { matrixPart } from './matrix-part.ts'
import { messages } from './messages.ts'
import type { CountryView } from './see-country.ts'

export interface CountryAsked {
  readonly filter: CountryFilter
  readonly after: string | undefined
  /** Every directive that can be chosen, whichever is. */
  readonly directives: readonly DirectiveName[]
}

/** The country on one page. @param view undefined: nothing has been computed yet */
export function countryPage(say: Say, view: CountryView | undefined, asked: CountryAsked): Page {
  const t = say.of(messages)
  return {
    title: t('country.title'),
    content: [
      h('h1', null, t('country.title')),
      h('p', { class: 'lead' }, t('country.lead')),
      countryTabs(say, 'matrix'),
      view ? whole(say, view, asked) : notYet(say),
      relatedPages(say, 'country'),
    ],
  }
}

function whole(say: Say, view: CountryView, asked: CountryAsked): (JSX.Element | null)[] {
  if (asked.directives.length === 0) return [nobodyOwes(say)]
  return [
    summary(say, view, asked.filter),
    filterForm(say, asked),
    ...(view.rows.length === 0 ? [nothingFound(say)] : list(say, view, asked)),
    directiveKey(say, asked.directives),
  ]
}

/** Counts, never one figure for all. */
function summary(say: Say, view: CountryView, filter: CountryFilter): JSX.Element {
  const t = say.of(messages)
  return h(
    'section',
    { class: 'summary', 'aria-labelledby': 'counts' },
    h('h2', { id: 'counts', class: 'unseen' }, t('counts.title')),
    countsList(say, view.whole, (mark) => countryHref({ ...filter, result: mark })),
    shareBar(view.whole),
    h(
      'p',
      null,
      t(view.columns.length === 1 ? 'counts.one' : 'counts.whole', {
        count: wholeOf(view.whole),
        institutions: view.found,
        directives: view.columns.length,
      }),
      view.whole.daysLate > 0 ? [' ', t('counts.late', { days: view.whole.daysLate })] : null,
      isFiltered(filter) ? [' ', h('b', null, t('counts.filtered'))] : null,
    ),
    asOfLine(say, view.at, view.ruleSet),
  )
}

function filterForm(say: Say, { filter, directives }: CountryAsked): JSX.Element {
  const t = say.of(messages)
  const values = Object.fromEntries(new URL(countryHref(filter), 'http://x').searchParams)
  const state: FormState = { values, faults: [] }
  const field = (
    name: 'search' | 'directive' | 'result' | 'late' | 'kind' | 'region' | 'order',
  ) => ({
    say,
    state,
    name,
    label: t(`filter.${name}`),
    filter: true,
  })
  const lists = { kind: institutionKinds, region: regions }
  const listed = (name: 'kind' | 'region') =>
    select({
      ...field(name),
      none: t('filter.any.kind'),
      choices: lists[name].map(({ code, name: words }) => ({
        value: code,
        label: say.text(words),
      })),
    })
  return filters(
    { action: '/country', submit: t('filter.submit') },
    input({ ...field('search'), type: 'search', hint: t('filter.search.hint') }),
    select({
      ...field('directive'),
      none: t('filter.any'),
      choices: directives.map((one) => ({ value: one.id, label: titled(say, one) })),
    }),
    select({
      ...field('result'),
      none: t('filter.any'),
      choices: marks.map((value) => ({ value, label: say.of(shared)(`result.${value}`) })),
    }),
    select({
      ...field('late'),
      none: t('filter.any'),
      choices: [{ value: 'yes', label: t('filter.late.yes') }],
    }),
    listed('kind'),
    listed('region'),
    select({
      ...field('order'),
      choices: orders.map((value) => ({ value, label: t(`order.${value}`) })),
    }),
  )
}

function list(
  say: Say,
  view: CountryView,
  { filter, after }: CountryAsked,
): (JSX.Element | null)[] {
  const t = say.of(messages)
  return [
    h(
      'div',
      { class: 'list-head' },
      h('p', { role: 'status' }, t('matrix.shown', { shown: view.rows.length, count: view.found })),
      h(
        'p',
        null,
        h('a', { href: countryHref(filter, { path: '/country.csv' }) }, t('matrix.csv')),
        ' ',
        h('span', { class: 'soft' }, t('matrix.csv.hint')),
      ),
    ),
    legend(say, { more: h('p', { class: 'soft' }, t('matrix.late.means')) }),
    matrixPart(say, view),
    pager(say, {
      next: view.next === undefined ? undefined : countryHref(filter, { after: view.next }),
      first: after === undefined ? undefined : countryHref(filter),
    }),
  ]
}

function directiveKey(say: Say, directives: readonly DirectiveName[]): JSX.Element {
  return h(
    'section',
    { 'aria-labelledby': 'key' },
    h('h2', { id: 'key' }, say.of(messages)('key.title')),
    h(
      'ul',
      { class: 'key' },
      ...directives.map(({ id, number, title }) =>
        h(
          'li',
          null,
          h('b', null, number === null ? say.data('–') : say.data(number)),
          h('a', { href: directiveHref(id) }, say.text(title)),
        ),
      ),
    ),
  )
}

function nothingFound(say: Say): JSX.Element {
  const t = say.of(messages)
  return h(
    'div',
    { class: 'empty', role: 'status' },
    h('p', null, t('matrix.empty')),
    h('p', null, h('a', { href: '/country' }, t('filter.clear'))),
  )
}

function nobodyOwes(say: Say): JSX.Element {
  const t = say.of(messages)
  return h(
    'div',
    { class: 'empty' },
    h('p', null, t('matrix.none')),
    h('p', null, h('a', { href: '/directives' }, t('matrix.none.next'))),
  )
}
