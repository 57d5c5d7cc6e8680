import { actionLink, code, moment, pager, table, type Page, type Say } from '@mtandao/ui'
import { h } from 'preact'
import { quarterWords } from '../parts.ts'
import { relatedPages } from '../related.ts'
import { ruleSetHref, tableHref } from './common.ts'
import { tableMessages } from './messages.ts'
import type { PublishedTable } from './table-store.ts'

export function tablesPage(
  say: Say,
  view: {
    readonly tables: readonly PublishedTable[]
    readonly more: boolean
    readonly paged: boolean
    readonly mayPublish: boolean
  },
): Page {
  const t = say.of(tableMessages)
  const last = view.tables.at(-1)
  return {
    title: t('tables.title'),
    content: [
      h('h1', null, t('tables.title')),
      h('p', { class: 'lead' }, t('tables.lead')),
      view.mayPublish ? h('p', null, actionLink('/admin/tables/new', t('tables.publish'))) : null,
      table({
        caption: t('tables.caption'),
        unseenCaption: true,
        rows: view.tables,
        empty: [
          h('p', null, t('tables.none')),
          h('p', null, h('a', { href: '/country' }, t('tables.country'))),
        ],
        columns: [
          {
            label: t('quarter'),
            cell: ({ period, edition }) =>
              h('a', { href: tableHref(period, edition) }, quarterWords(say, period)),
          },
          { label: t('edition'), number: true, cell: ({ edition }) => say.number(edition) },
          {
            label: t('as-of'),
            cell: ({ asOf }) => moment(say, new Date(asOf.at), 'shortDateTime'),
          },
          {
            label: t('rule-set'),
            cell: ({ ruleSet }) =>
              h(
                'a',
                { href: ruleSetHref(ruleSet) },
                t('rule-set.name', { version: String(ruleSet) }),
              ),
          },
          { label: t('rows'), number: true, cell: ({ rows }) => say.number(rows) },
          {
            label: t('published'),
            cell: ({ publishedAt, publisher }) =>
              h(
                'span',
                null,
                moment(say, publishedAt, 'shortDateTime'),
                h(
                  'small',
                  { class: 'soft block' },
                  publisher === null ? t('publisher.office') : say.data(publisher),
                ),
              ),
          },
          {
            label: t('reason'),
            cell: ({ reason }) =>
              reason === null ? h('span', { class: 'soft' }, t('reason.first')) : say.data(reason),
          },
          { label: t('hash'), cell: ({ publicHash }) => code(publicHash.slice(0, 16)) },
        ],
      }),
      pager(say, {
        next: view.more && last ? `/tables?after=${last.period}.${last.edition}` : undefined,
        first: view.paged ? '/tables' : undefined,
      }),
      relatedPages(say, 'tables'),
    ],
  }
}
