import { filters, input, pager, select, tag, type Page, type Say } from '@mtandao/ui'
import type { Text } from '@mtandao/problem'
import { h, type JSX } from 'preact'
import { messages } from './messages.ts'
import type { CatalogueItem } from './see-catalogue.ts'

export interface CatalogueView {
  readonly items: readonly CatalogueItem[]
  readonly providers: readonly { readonly id: string; readonly name: Text }[]
  readonly asked: Readonly<Record<'search' | 'institution' | 'kind' | 'personal', string>>
  readonly next: string | undefined
  readonly first: string | undefined
  readonly signedIn: boolean
}

export function cataloguePage(say: Say, view: CatalogueView): Page {
  const t = say.of(messages)
  return {
    title: t('catalogue.title'),
    content: [
      h('h1', null, t('catalogue.title')),
      h('p', { class: 'lead' }, t('catalogue.lead')),
      searchForm(say, view),
      h(
        'section',
        { 'aria-labelledby': 'results' },
        h('h2', { id: 'results', class: 'unseen' }, t('catalogue.results')),
        view.items.length === 0
          ? h(
              'div',
              { class: 'empty' },
              h('p', null, t('catalogue.empty')),
              h('p', null, h('a', { href: '/catalogue' }, t('catalogue.all'))),
            )
          : h('ul', { class: 'grid' }, ...view.items.map((item) => result(say, item))),
      ),
      pager(say, { next: view.next, first: view.first }),
      view.signedIn ? null : h('p', { class: 'soft' }, t('catalogue.signed-out')),
    ],
  }
}

function searchForm(say: Say, { asked, providers }: CatalogueView): JSX.Element {
  const t = say.of(messages)
  const state = { values: asked, faults: [] }
  return filters(
    { action: '/catalogue', submit: t('catalogue.submit') },
    input({
      say,
      state,
      name: 'search',
      filter: true,
      type: 'search',
      label: t('catalogue.search'),
      hint: t('catalogue.search.hint'),
    }),
    select({
      say,
      state,
      name: 'institution',
      filter: true,
      label: t('catalogue.institution'),
      none: t('catalogue.any'),
      choices: providers.map(({ id, name }) => ({ value: id, label: say.text(name) })),
    }),
    select({
      say,
      state,
      name: 'kind',
      filter: true,
      label: t('catalogue.kind'),
      none: t('catalogue.any'),
      choices: (['pull', 'push'] as const).map((kind) => ({
        value: kind,
        label: t(`kind.${kind}`),
      })),
    }),
    select({
      say,
      state,
      name: 'personal',
      filter: true,
      label: t('catalogue.personal'),
      none: t('catalogue.any'),
      choices: (['yes', 'no'] as const).map((one) => ({ value: one, label: t(`personal.${one}`) })),
    }),
  )
}

function result(say: Say, { service, institutionName }: CatalogueItem): JSX.Element {
  const t = say.of(messages)
  const { id, name, summary, kind, personalData, status } = service
  return h(
    'li',
    { class: 'card' },
    h('h3', null, h('a', { href: `/catalogue/${id}` }, say.text(name))),
    h(
      'p',
      { class: 'soft' },
      institutionName ? say.text(institutionName) : say.data(service.institution),
    ),
    summary[say.htmlLang] === '' ? null : h('p', null, say.text(summary)),
    h(
      'p',
      { class: 'tags' },
      tag('plain', t(`kind.${kind}`)),
      ' ',
      tag(personalData ? 'open' : 'plain', t(personalData ? 'personal.yes' : 'personal.no')),
      status === 'suspended' ? [' ', tag('bad', t('status.suspended'))] : null,
    ),
  )
}
