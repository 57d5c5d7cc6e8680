import {
  actionLink,
  back,
  button,
  code,
  facts,
  filters,
  moment,
  notice,
  pager,
  section,
  select,
  table,
  tag,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import type { Environment } from '../contract.ts'
import { busPart, type BusSeen } from './bus-part.ts'
import type { CallsSeen } from './call-store.ts'
import { messages } from './client-messages.ts'
import { firstCallPart, type FirstCall } from './first-call-part.ts'
import type { ClientSeen, ClientsSeen, ClientView, KeyView } from './see-clients.ts'

const toneOf = { active: 'good', suspended: 'bad' } as const
const stateTag = (say: Say, { status }: ClientView) =>
  tag(toneOf[status], say.of(messages)(`state.${status}`))

export function clientsPage(
  say: Say,
  { clients, next }: ClientsSeen,
  view: {
    readonly bus: Environment | undefined
    readonly paged: boolean
    readonly country: boolean
  },
): Page {
  const t = say.of(messages)
  const at = (after?: string) => {
    const query = new URLSearchParams()
    if (view.bus) query.set('bus', view.bus)
    if (after) query.set('after', after)
    return query.size > 0 ? `/clients?${query}` : '/clients'
  }
  const state = { values: { bus: view.bus ?? '' }, faults: [] }
  return {
    title: t('list.title'),
    content: [
      h('h1', null, t('list.title')),
      h('p', { class: 'lead' }, t('list.lead')),
      filters(
        { action: '/clients', submit: t('list.filter') },
        select({
          say,
          state,
          name: 'bus',
          label: t('list.bus'),
          none: t('list.all'),
          choices: (['production', 'sandbox'] as const).map((value) => ({
            value,
            label: t(`bus.${value}`),
          })),
          filter: true,
        }),
      ),
      table({
        caption: t('list.title'),
        unseenCaption: true,
        rows: clients,
        empty: [h('p', null, t('list.empty')), h('p', null, actionLink('/join', t('list.join')))],
        columns: [
          {
            label: t('list.client'),
            cell: (one) => [
              h('a', { href: `/clients/${one.id}` }, code(one.id)),
              one.label === '' ? null : [' ', say.data(one.label)],
            ],
          },
          { label: t('list.system'), cell: (one) => nameOf(say, one.systemName, one.system) },
          ...(view.country
            ? [
                {
                  label: t('list.institution'),
                  cell: (one: ClientView) => nameOf(say, one.institutionName, one.institution),
                },
              ]
            : []),
          { label: t('list.bus'), cell: (one) => t(`bus.${one.environment}`) },
          { label: t('list.state'), cell: (one) => stateTag(say, one) },
        ],
      }),
      pager(say, {
        next: next === undefined ? undefined : at(next),
        first: view.paged ? at() : undefined,
      }),
    ],
  }
}

const nameOf = (say: Say, name: ClientView['systemName'], id: string): ComponentChildren =>
  name ? say.text(name) : code(id)

export function clientPage(
  say: Say,
  seen: ClientSeen,
  { bus, call }: { readonly bus: BusSeen; readonly call: FirstCall | undefined },
): Page {
  const t = say.of(messages)
  const { client, mayChange, mayStop } = seen
  const title = t('one.title', { id: client.id })
  const base = `/clients/${client.id}`
  return {
    title,
    scripts: ['first-call'],
    content: [
      back('/clients', t('list.title')),
      h('h1', null, title),
      client.status === 'suspended' ? suspendedNotice(say, client) : null,
      facts([
        [t('list.state'), stateTag(say, client)],
        [t('list.bus'), t(`bus.${client.environment}`)],
        [t('list.system'), nameOf(say, client.systemName, client.system)],
        [t('list.institution'), nameOf(say, client.institutionName, client.institution)],
        [t('one.label'), client.label === '' ? null : say.data(client.label)],
        [t('one.made'), moment(say, client.createdAt, 'date')],
        [t('one.origin'), t(`one.origin.${client.origin}`)],
        [t('one.callback'), client.callback ? code(client.callback.url) : t('one.callback.none')],
      ]),
      h(
        'p',
        { class: 'buttons' },
        mayChange ? h('a', { href: `${base}/callback` }, t('callback.change')) : null,
        mayChange ? h('a', { href: `/systems/${client.system}/join` }, t('one.path')) : null,
        h('a', { href: exchangesOf(client) }, t('one.exchanges')),
      ),
      mayChange ? busPart(say, bus) : null,
      keysSection(say, seen),
      secretsSection(say, seen),
      seen.calls ? callsSection(say, seen.calls) : null,
      client.environment === 'sandbox' ? grantsSection(say, seen) : null,
      call ? firstCallPart(say, call) : null,
      mayStop ? stopPart(say, client) : null,
    ],
  }
}

const exchangesOf = ({ system, environment }: ClientView) =>
  `/exchanges?${new URLSearchParams({ system, environment })}`

function suspendedNotice(say: Say, { reason, suspendedBy }: ClientView) {
  const t = say.of(messages)
  return notice(
    'bad',
    { title: t('one.suspended') },
    reason ? h('p', null, say.text(reason)) : null,
    suspendedBy === 'ega' ? h('p', null, t('one.suspended.ega')) : null,
  )
}

const keyTone = { counts: 'good', ending: 'open', ended: 'plain', revoked: 'bad' } as const

function keysSection(say: Say, { client, keys, mayChange }: ClientSeen) {
  const t = say.of(messages)
  const base = `/clients/${client.id}/keys`
  const open = ({ state }: KeyView) => state === 'counts' || state === 'ending'
  return section(
    'keys',
    t('keys.title'),
    table({
      caption: t('keys.caption'),
      unseenCaption: true,
      rows: keys,
      empty: h('p', null, t('keys.none')),
      columns: [
        {
          label: t('keys.key'),
          cell: ({ fingerprint }) => code(fingerprint.hex),
        },
        { label: t('keys.curve'), cell: ({ curve }) => code(curve) },
        { label: t('keys.until'), cell: ({ notAfter }) => moment(say, notAfter, 'date') },
        {
          label: t('keys.state'),
          cell: ({ state }) => tag(keyTone[state], t(`keys.${state}`)),
        },
        ...(mayChange
          ? [
              {
                label: t('keys.do'),
                cell: (key: KeyView) =>
                  open(key) ? h('a', { href: `${base}/${key.id}/revoke` }, t('keys.revoke')) : null,
              },
            ]
          : []),
      ],
    }),
    mayChange ? h('p', null, actionLink(`${base}/new`, t('keys.add'))) : null,
  )
}

function secretsSection(say: Say, { client, secrets, mayChange }: ClientSeen) {
  const t = say.of(messages)
  return section(
    'secrets',
    t('secrets.title'),
    table({
      caption: t('secrets.caption'),
      unseenCaption: true,
      rows: secrets,
      empty: h('p', null, t(client.origin === 'portal' ? 'secrets.missing' : 'secrets.none')),
      columns: [
        { label: t('secrets.made'), cell: ({ madeAt }) => moment(say, madeAt) },
        {
          label: t('secrets.until'),
          cell: ({ endsAt }) => (endsAt ? moment(say, endsAt) : t('secrets.open')),
        },
      ],
    }),
    mayChange
      ? h('p', null, actionLink(`/clients/${client.id}/secret`, t('secrets.change')))
      : null,
  )
}

function callsSection(say: Say, calls: CallsSeen) {
  return section('calls', say.of(messages)('calls.title'), callFacts(say, calls))
}

/** How many calls ended well and how many did not, and the last. */
export function callFacts(say: Say, { ok, failed, last }: CallsSeen) {
  const t = say.of(messages)
  if (!last) return h('p', null, t('calls.none'))
  return facts([
    [t('calls.ok'), say.number(ok)],
    [t('calls.failed'), say.number(failed)],
    [t('calls.last'), h('a', { href: `/exchanges/${last.id}` }, moment(say, last.at))],
  ])
}

function grantsSection(say: Say, { client, grants, mayChange }: ClientSeen) {
  const t = say.of(messages)
  return section(
    'grants',
    t('grants.title'),
    table({
      caption: t('grants.caption'),
      unseenCaption: true,
      rows: grants,
      empty: h('p', null, t('grants.none')),
      columns: [
        {
          label: t('grants.service'),
          cell: ({ service, name }) => h('a', { href: `/catalogue/${service}` }, say.text(name)),
        },
        {
          label: t('grants.code'),
          cell: ({ esbCode }) => (esbCode === null ? null : code(esbCode)),
        },
        { label: t('keys.until'), cell: ({ validUntil }) => moment(say, validUntil, 'date') },
      ],
    }),
    mayChange
      ? h('p', null, actionLink(`/sandbox/try?system=${client.system}`, t('grants.add')))
      : null,
  )
}

function stopPart(say: Say, client: ClientView) {
  const t = say.of(messages)
  const base = `/clients/${client.id}`
  return section(
    'stop',
    t(client.status === 'active' ? 'stop.title' : 'resume.do'),
    client.status === 'active'
      ? [
          h('p', null, t('stop.text')),
          h('p', null, h('a', { href: `${base}/suspend` }, t('stop.do'))),
        ]
      : button({ action: `${base}/resume`, label: t('resume.do') }),
  )
}
