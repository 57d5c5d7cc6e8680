import { scopeOf } from '@mtandao/identity/contract'
import { area, back, form as formOf, notice, select, type Say } from '@mtandao/ui'
import { h } from 'preact'
import type { DirectivesDeps } from '../deps.ts'
import { quarterWords } from '../parts.ts'
import { dayAt, type Quarter } from '../quarter.ts'
import { form, nowhere, officers, tableHref } from './common.ts'
import { tableMessages } from './messages.ts'
import { publishableQuarters, tableToPublish } from './publish-table.ts'
import type { Recomputer } from './recomputer.ts'
import { findTable, type PublishedTable } from './table-store.ts'

/** e-GA publishes a quarter, or another edition of one. */
export function tableForm(deps: DirectivesDeps, heavy: Recomputer) {
  return form({
    path: '/admin/tables/new',
    who: officers,
    at: nowhere,
    fields: tableToPublish,
    start: async ({ now }) => {
      const [, last] = publishableQuarters(now)
      return { period: last?.id ?? '', reason: '' }
    },
    show: async ({ actor, say, now }, _at, state) => {
      const t = say.of(tableMessages)
      const seen = deps.database.within(scopeOf(actor))
      const quarters = publishableQuarters(now)
      const known = await Promise.all(quarters.map(({ id }) => findTable(seen, id)))
      return {
        title: t('publish.title'),
        content: [
          back('/tables', t('table.back')),
          h('h1', null, t('publish.title')),
          notice('open', {}, h('p', null, t('publish.lead'))),
          formOf(
            { say, state, submit: t('publish.submit'), cancel: { href: '/tables' } },
            select({
              say,
              state,
              name: 'period',
              label: t('publish.period'),
              choices: quarters.map((quarter, at) => ({
                value: quarter.id,
                label: choiceWords(say, quarter, { today: dayAt(now.getTime()), known: known[at] }),
              })),
            }),
            area({
              say,
              state,
              name: 'reason',
              label: t('publish.reason'),
              hint: t('publish.reason.hint'),
              optional: true,
              rows: 3,
            }),
          ),
        ],
      }
    },
    submit: async ({ actor }, _at, given) => {
      const { period, edition } = await heavy.publish(actor, given)
      return { redirect: tableHref(period, edition), notice: tableMessages['publish.done'] }
    },
  })
}

function choiceWords(
  say: Say,
  { id, to }: Quarter,
  { today, known }: { readonly today: string; readonly known: PublishedTable | undefined },
): string {
  const t = say.of(tableMessages)
  const quarter = quarterWords(say, id)
  const words =
    to < today
      ? t('publish.ended', { quarter, day: say.date(to) })
      : t('publish.under-way', { quarter })
  return known ? t('publish.has', { words, edition: known.edition }) : words
}
