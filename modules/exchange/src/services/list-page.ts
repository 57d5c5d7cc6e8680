import { actionLink, code, pager, table, tag, type Page, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { messages } from './messages.ts'
import type { OfferedService } from './offered-service.ts'

export function listPage(
  say: Say,
  view: {
    readonly items: readonly OfferedService[]
    readonly next: string | undefined
    readonly first: string | undefined
    readonly manages: boolean
  },
): Page {
  const t = say.of(messages)
  return {
    title: t('list.title'),
    content: [
      h('h1', null, t('list.title')),
      h('p', { class: 'lead' }, t('list.lead')),
      view.manages ? h('p', null, actionLink('/services/new', t('list.add'))) : null,
      table({
        caption: t('list.caption'),
        unseenCaption: true,
        columns: [
          {
            label: t('field.name'),
            cell: ({ id, name }) => h('a', { href: `/services/${id}` }, say.text(name)),
          },
          { label: t('field.system'), cell: ({ system }) => code(system) },
          { label: t('field.kind'), cell: ({ kind }) => t(`field.kind.${kind}`) },
          {
            label: t('field.code'),
            cell: ({ esbCode }) => (esbCode === null ? say.data('–') : code(esbCode)),
          },
          { label: t('field.state'), cell: (service) => stateTag(say, service) },
        ],
        rows: view.items,
        empty: h('p', null, t('list.empty')),
      }),
      pager(say, { next: view.next, first: view.first }),
    ],
  }
}

export function stateTag(say: Say, { listed, status }: OfferedService): JSX.Element {
  const t = say.of(messages)
  if (status === 'suspended') return tag('bad', t('state.suspended'))
  return listed ? tag('good', t('state.listed')) : tag('plain', t('state.draft'))
}
