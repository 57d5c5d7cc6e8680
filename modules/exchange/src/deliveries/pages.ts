import {
  moment,
  code,
  back,
  button,
  copyable,
  facts,
  filters,
  form,
  hidden,
  input,
  notice,
  pager,
  section,
  table,
  tabs,
  actionLink,
  area,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { BodySeen } from './decide.ts'
import { causes, messages } from './messages.ts'
import type { DeliveriesSeen, DeliverySeen, DeliveryView, Wanted } from './see-deliveries.ts'

/** The words for a code, and the code itself. */
function causeOf(say: Say, problemCode: string): ComponentChildren {
  const key = Object.keys(causes).find((known) => known === problemCode)
  const words = key && say.of(causes)(key as keyof typeof causes)
  return words
    ? [words, ' ', h('span', { class: 'soft' }, code(problemCode))]
    : code(problemCode || '—')
}

function named(say: Say, names: DeliveriesSeen['names'], id: string | null): ComponentChildren {
  if (id === null) return null
  const name = names.get(id)
  return name ? [say.text(name), ' ', h('span', { class: 'soft' }, code(id))] : code(id)
}

/** The address of the list with these choices. */
export function listUrl(
  path: string,
  wanted: Wanted & { readonly after?: string | undefined },
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted))
    if (typeof value === 'string' && value !== '') query.set(name, value)
  return query.size > 0 ? `${path}?${query}` : path
}

export interface ListView {
  readonly seen: DeliveriesSeen
  readonly wanted: Wanted
  readonly mayDecide: boolean
  readonly paged: boolean
}

export function listPage(say: Say, view: ListView): Page {
  const t = say.of(messages)
  const { seen, wanted } = view
  const state = wanted.state ?? 'open'
  const stateTab = (one: 'open' | 'closed') => ({
    href: listUrl('/deliveries', { queue: wanted.queue, state: one }),
    label: t(`state.${one}`),
    current: state === one,
  })
  return {
    title: t('list.title'),
    content: [
      h('h1', null, t('list.title')),
      h('p', { class: 'lead' }, t('list.lead')),
      h('p', { class: 'hint' }, t('list.sandbox')),
      seen.queues.length > 1
        ? tabs(
            say,
            seen.queues.map(({ id, node }) => ({
              href: listUrl('/deliveries', { queue: id }),
              label: say.data(node),
              current: id === seen.queue,
            })),
          )
        : null,
      tabs(say, [stateTab('open'), stateTab('closed')]),
      causesSection(say, view),
      seen.causes.length > 0 ? itemsSection(say, view) : null,
    ],
  }
}

function causesSection(say: Say, { seen, wanted }: ListView): JSX.Element {
  const t = say.of(messages)
  const at = (problemCode: string) => listUrl('/deliveries', { ...wanted, code: problemCode })
  return section(
    'causes',
    t('causes.heading'),
    table({
      caption: t('causes.caption'),
      unseenCaption: true,
      rows: seen.causes,
      columns: [
        {
          label: t('cause'),
          cell: (row) => h('a', { href: at(row.code) }, causeOf(say, row.code)),
        },
        { label: t('count'), number: true, cell: (row) => say.number(row.count) },
        { label: t('oldest'), cell: (row) => moment(say, new Date(row.oldest), 'shortDateTime') },
        { label: t('newest'), cell: (row) => moment(say, new Date(row.newest), 'shortDateTime') },
      ],
      empty: [h('p', null, t('causes.empty')), h('p', null, t('causes.empty.next'))],
    }),
  )
}

function itemsSection(say: Say, view: ListView): JSX.Element {
  const t = say.of(messages)
  const { seen, wanted, mayDecide, paged } = view
  const state: FormState = { values: { exchange: wanted.exchange ?? '' }, faults: [] }
  const counted = seen.causes
    .filter((one) => wanted.code === undefined || one.code === wanted.code)
    .reduce((sum, one) => sum + one.count, 0)
  const mayMany = mayDecide && (wanted.state ?? 'open') === 'open' && counted > 0
  const all = { ...wanted, code: undefined, exchange: undefined }
  return section(
    'items',
    wanted.code === undefined ? t('items.heading') : t('items.of', { code: wanted.code }),
    wanted.code === undefined && wanted.exchange === undefined
      ? null
      : h('p', null, h('a', { href: listUrl('/deliveries', all) }, t('items.all'))),
    filters(
      { action: '/deliveries', submit: t('filter.submit') },
      ...(['queue', 'state', 'code', 'receiver', 'service'] as const).map((name) =>
        wanted[name] === undefined ? null : hidden(name, wanted[name]),
      ),
      input({
        say,
        state,
        name: 'exchange',
        label: t('filter.exchange'),
        size: 38,
        code: true,
        optional: true,
      }),
    ),
    mayMany && wanted.exchange === undefined
      ? h(
          'p',
          null,
          actionLink(
            listUrl('/deliveries/retry', { ...wanted, queue: seen.queue }),
            t('many.link', { count: counted }),
          ),
        )
      : null,
    table({
      caption: t('items.caption'),
      unseenCaption: true,
      rows: seen.items,
      columns: itemColumns(say, seen.names),
      empty: h('p', null, t('items.empty')),
    }),
    pager(say, {
      next:
        seen.next === undefined
          ? undefined
          : listUrl('/deliveries', { ...wanted, after: seen.next }),
      first: paged ? listUrl('/deliveries', wanted) : undefined,
    }),
  )
}

function itemColumns(say: Say, names: DeliveriesSeen['names']) {
  const t = say.of(messages)
  return [
    {
      label: t('failedAt'),
      cell: (row: DeliveryView) =>
        h(
          'a',
          { href: `/deliveries/${row.id}` },
          moment(say, new Date(row.failedAt), 'shortDateTime'),
        ),
    },
    { label: t('service'), cell: (row: DeliveryView) => code(row.service) },
    { label: t('receiver'), cell: (row: DeliveryView) => named(say, names, row.receiver) },
    { label: t('content'), cell: (row: DeliveryView) => contentOf(say, row) },
    { label: t('cause'), cell: (row: DeliveryView) => causeOf(say, row.code) },
    { label: t('attempts'), number: true, cell: (row: DeliveryView) => say.number(row.attempts) },
  ]
}

function contentOf(say: Say, { kind, content }: DeliveryView): string {
  const t = say.of(messages)
  if (kind === 'push') return t('content.push')
  return content === 'answer' ? t('content.answer') : t('content.message')
}

export function onePage(say: Say, seen: DeliverySeen): Page {
  const t = say.of(messages)
  const { delivery } = seen
  return {
    title: t('one.title', { id: delivery.id }),
    content: [
      back('/deliveries', t('one.back')),
      h('h1', null, t('one.title', { id: delivery.id })),
      section(
        'what',
        t('one.what'),
        h('p', null, causeOf(say, delivery.code)),
        ...decisions(say, seen),
      ),
      section('facts', t('one.facts'), factsOf(say, seen)),
    ],
  }
}

function decisions(say: Say, { delivery, rights }: DeliverySeen): ComponentChildren[] {
  const t = say.of(messages)
  const at = `/deliveries/${delivery.id}`
  const fields = { failedAt: delivery.failedAt }
  if (delivery.state === 'closed')
    return [
      h('p', null, t(delivery.target === 'provider' ? 'one.closed.provider' : 'one.closed.gone')),
    ]
  if (!rights.retry && !rights.letGo) return [h('p', null, t('one.notYours'))]
  return [
    ...(rights.retry
      ? [
          h('p', null, t('one.retry.why')),
          button({ action: `${at}/retry`, label: t('one.retry'), fields }),
        ]
      : []),
    rights.letGo ? h('p', null, h('a', { href: `${at}/let-go` }, t('one.letGo.link'))) : null,
  ]
}

function factsOf(say: Say, { delivery, names, rights }: DeliverySeen): JSX.Element {
  const t = say.of(messages)
  const { logWorker: worker, logIndex: index } = delivery
  return facts([
    [t('content'), contentOf(say, delivery)],
    [t('exchange'), h('a', { href: `/exchanges/${delivery.exchange}` }, code(delivery.exchange))],
    [t('service'), code(delivery.service)],
    [t('receiver'), named(say, names, delivery.receiver)],
    [t('consumer'), named(say, names, delivery.consumer)],
    [t('provider'), named(say, names, delivery.provider)],
    [t('author'), named(say, names, delivery.author)],
    [t('agreement'), delivery.agreement === null ? null : code(delivery.agreement)],
    [t('purpose'), delivery.purpose === null ? null : code(delivery.purpose)],
    [t('acceptedAt'), moment(say, new Date(delivery.acceptedAt))],
    [t('failedAt'), moment(say, new Date(delivery.failedAt))],
    [t('attempts'), say.number(delivery.attempts)],
    [t('evidence'), worker === null || index === null ? null : t('evidence.at', { worker, index })],
    [
      t('size'),
      delivery.bodyBytes === 0
        ? t('size.gone')
        : [
            say.bytes(delivery.bodyBytes),
            ...(rights.readBody
              ? [' ', h('a', { href: `/deliveries/${delivery.id}/body` }, t('one.body'))]
              : []),
          ],
    ],
  ])
}

export function letGoForm(say: Say, { id, failedAt }: DeliveryView, state: FormState): Page {
  const t = say.of(messages)
  const cancel = { href: `/deliveries/${id}` }
  return {
    title: t('one.letGo'),
    content: [
      back(cancel.href, t('one.title', { id })),
      h('h1', null, t('one.letGo')),
      form(
        { say, state, submit: t('one.letGo'), danger: true, cancel },
        h('p', null, t('one.letGo.why')),
        hidden('failedAt', failedAt),
      ),
    ],
  }
}

export function bodyForm(say: Say, id: string, state: FormState): Page {
  const t = say.of(messages)
  const title = t('body.title', { id })
  return {
    title,
    content: [
      back(`/deliveries/${id}`, t('one.title', { id })),
      h('h1', null, title),
      notice('open', {}, h('p', null, t('body.lead'))),
      form(
        { say, state, submit: t('body.submit'), cancel: { href: `/deliveries/${id}` } },
        area({
          say,
          state,
          name: 'reason',
          label: t('body.reason'),
          hint: t('body.reason.hint'),
          rows: 3,
        }),
      ),
    ],
  }
}

export function bodyPage(say: Say, id: string, body: BodySeen): Page {
  const t = say.of(messages)
  const title = t('body.title', { id })
  return {
    title,
    content: [
      back(`/deliveries/${id}`, t('one.title', { id })),
      h('h1', null, title),
      notice('plain', {}, h('p', null, t('body.recorded'))),
      body.cut ? h('p', null, t('body.cut', { size: say.bytes(body.bytes) })) : null,
      copyable(say, body.text, t('body.shown')),
    ],
  }
}

export interface ManyView {
  readonly wanted: Wanted
  readonly count: number
  readonly until: string
}

export function manyForm(say: Say, { wanted, count, until }: ManyView, state: FormState): Page {
  const t = say.of(messages)
  const cancel = { href: listUrl('/deliveries', wanted) }
  const chosen = (value: string | undefined) => (value === undefined ? t('many.any') : code(value))
  const value = (name: string) => {
    const given = state.values[name]
    return typeof given === 'string' ? given : ''
  }
  return {
    title: t('many.title'),
    content: [
      back(cancel.href, t('one.back')),
      h('h1', null, t('many.title')),
      facts([
        [t('cause'), wanted.code === undefined ? t('many.any') : causeOf(say, wanted.code)],
        [t('receiver'), chosen(wanted.receiver)],
        [t('service'), chosen(wanted.service)],
      ]),
      count === 0
        ? h(
            'div',
            { class: 'empty' },
            h('p', null, t('many.none')),
            h('p', null, h('a', cancel, t('one.back'))),
          )
        : form(
            { say, state, submit: t('many.submit'), cancel },
            h('p', { class: 'lead' }, t('many.lead', { count })),
            h('p', null, t('many.exact', { until: say.dateTime(new Date(until)) })),
            hidden('until', until),
            hidden('expected', String(count)),
            hidden('request', value('request')),
          ),
    ],
  }
}
