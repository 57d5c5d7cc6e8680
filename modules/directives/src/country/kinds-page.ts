import { filters, select, table, type Column, type Page, type Say } from '@mtandao/ui'
import { h } from 'preact'
import { asOfLine, legend, notYet } from '../parts.ts'
import { relatedPages } from '../related.ts'
import { countryHref } from './addresses.ts'
import type { CountryByKind, KindCounts } from './count-by-kind.ts'
import { countColumns, countryTabs, kindName, shareBar, titled } from './country-parts.ts'
import { messages } from './messages.ts'

/** Counts for each kind of institution. @param view undefined: nothing has been computed yet */
export function kindsPage(
  say: Say,
  view: CountryByKind | undefined,
  directive: string | undefined,
): Page {
  const t = say.of(messages)
  return {
    title: t('kinds.title'),
    content: [
      h('h1', null, t('country.title')),
      countryTabs(say, 'kinds'),
      h('h2', { class: 'first' }, t('kinds.title')),
      h('p', null, t('kinds.lead')),
      view
        ? [
            filters(
              { action: '/country/kinds', submit: t('filter.submit') },
              select({
                say,
                state: { values: { directive: directive ?? '' }, faults: [] },
                name: 'directive',
                label: t('filter.directive'),
                filter: true,
                none: t('filter.any'),
                choices: view.directives.map((one) => ({ value: one.id, label: titled(say, one) })),
              }),
            ),
            h(
              'div',
              {
                class: 'kinds scrolls',
                role: 'region',
                'aria-label': t('kinds.title'),
                tabIndex: 0,
              },
              table({
                caption: t('kinds.title'),
                unseenCaption: true,
                columns: columns(say, directive, view.kinds),
                rows: view.kinds,
                empty: h('p', null, t('matrix.empty')),
              }),
            ),
            asOfLine(say, view.at, view.ruleSet),
            legend(say),
          ]
        : notYet(say),
      relatedPages(say, 'country'),
    ],
  }
}

function columns(
  say: Say,
  directive: string | undefined,
  rows: readonly KindCounts[],
): Column<KindCounts>[] {
  const t = say.of(messages)
  return [
    {
      label: t('kinds.kind'),
      cell: ({ kind, central }) => {
        const name = kindName(say, kind, central ? 'central-government' : undefined)
        return kind === null ? name : h('a', { href: countryHref({ kind, directive }) }, name)
      },
    },
    { label: t('kinds.share'), cell: ({ counts }) => shareBar(counts) },
    { label: t('kinds.institutions'), number: true, cell: (row) => say.number(row.institutions) },
    ...countColumns(say, rows, ({ kind }, mark) =>
      kind === null ? undefined : countryHref({ kind, directive, result: mark }),
    ),
    { label: t('kinds.late'), number: true, cell: (row) => say.number(row.daysLate) },
  ]
}
