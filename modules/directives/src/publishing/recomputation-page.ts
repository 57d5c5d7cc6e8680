import { back, code, facts, moment, notice, section, table, type Page, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Result } from '../model.ts'
import { markTag, quarterWords } from '../parts.ts'
import { tableHref } from './common.ts'
import { tableMessages } from './messages.ts'
import type { RowNames } from './names.ts'
import type { Recomputation } from './recompute-table.ts'

/** Whether a published table comes out again, and what does not. */
export function recomputationPage(say: Say, made: Recomputation, names: RowNames): Page {
  const t = say.of(tableMessages)
  const { period, edition, hash } = made.table
  const title = t('again.title', { quarter: quarterWords(say, period) })
  return {
    title,
    content: [
      back(tableHref(period, edition), t('again.back')),
      h('h1', null, title),
      verdict(say, made),
      facts([
        [t('edition'), say.number(edition)],
        [t('again.at'), moment(say, made.at)],
        [t('again.facts'), say.number(made.facts)],
        [t('rows'), say.number(made.table.rows)],
        [t('again.published'), code(hash)],
        [t('again.recomputed'), code(made.hash)],
        [t('again.stored'), code(made.storedHash)],
      ]),
      isSame(made) ? null : differences(say, made, names),
    ],
  }
}

function isSame({ same, kept }: Pick<Recomputation, 'same' | 'kept'>): boolean {
  return same && kept
}

function verdict(say: Say, made: Recomputation): JSX.Element {
  const t = say.of(tableMessages)
  if (isSame(made))
    return notice(
      'good',
      { title: t('again.same') },
      h('p', null, t('again.same.words', { rows: made.table.rows })),
    )
  const what = made.same ? 'rows' : made.kept ? 'made' : 'both'
  return notice(
    'bad',
    { title: t('again.changed'), alert: true },
    h('p', null, t(`again.changed.${what}`)),
  )
}

function differences(
  say: Say,
  { differences: rows, differing }: Recomputation,
  names: RowNames,
): JSX.Element {
  const t = say.of(tableMessages)
  const result = (one: Result | null) =>
    one === null ? h('span', { class: 'soft' }, t('again.missing')) : markTag(say, one)
  return section(
    'differences',
    t('again.differences', { count: differing }),
    table({
      caption: t('again.differences', { count: differing }),
      unseenCaption: true,
      rows,
      empty: t('again.no-rows'),
      columns: [
        { label: t('institution'), cell: ({ institution }) => names.institution(say, institution) },
        { label: t('obligation'), cell: ({ obligation }) => names.obligation(say, obligation) },
        { label: t('again.stored-result'), cell: ({ stored }) => result(stored) },
        { label: t('again.made-result'), cell: ({ recomputed }) => result(recomputed) },
        {
          label: t('again.parts'),
          cell: ({ parts }) => parts.map((part) => t(`part.${part}`)).join(', '),
        },
      ],
    }),
    differing > rows.length ? h('p', null, t('again.first', { count: rows.length })) : null,
  )
}
