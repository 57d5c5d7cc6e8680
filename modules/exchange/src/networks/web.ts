import { edge, type Web } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import {
  button,
  code,
  form as formOf,
  input,
  moment,
  pager,
  section,
  table,
  tag,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { allowNetwork, disallowNetwork, listNetworks } from './decide-network.ts'
import { messages } from './messages.ts'
import type { AllowedNetwork } from './network-store.ts'

const { form, action, operation } = edge<Actor>()

const pageSize = 50
const deciders = ['ega-officer'] as const
const readers = ['ega-officer', 'auditor'] as const
const before = z.coerce.number().int().min(1).optional()
const asked = {
  network: z.string().trim().min(1).max(60),
  reason: z.string().trim().min(1).max(500),
}

export function networksWeb(deps: ExchangeWebDeps): Web<Actor> {
  return {
    routes: [
      form({
        path: '/admin/networks',
        who: readers,
        at: z.object({ before }),
        fields: z.object(asked),
        async show({ actor, say }, at, state) {
          const found = await listNetworks(deps, actor, { before: at.before, limit: pageSize })
          return networksPage(say, state, {
            ...found,
            first: at.before !== undefined,
            decides: holds(actor, ...deciders),
          })
        },
        async submit({ actor }, _at, fields) {
          await allowNetwork(deps, actor, fields)
          return {
            redirect: '/admin/networks',
            notice: { sw: 'Mtandao umeruhusiwa.', en: 'The network is allowed.' },
          }
        },
      }),
      action({
        path: '/admin/networks/{id}/close',
        who: deciders,
        at: z.object({ id: z.coerce.number().int().min(1) }),
        fields: z.object({}),
        async act({ actor }, { id }) {
          await disallowNetwork(deps, actor, id)
          return {
            redirect: '/admin/networks',
            notice: { sw: 'Mtandao umefungwa.', en: 'The network is closed.' },
          }
        },
      }),
    ],
    operations: networkOperations(deps),
    assets: [],
  }
}

function networkOperations(deps: ExchangeWebDeps) {
  const id = z.coerce.number().int().min(1)
  const Out = z.object({
    id: z.int(),
    network: z.string(),
    reason: z.string(),
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
  })
  return [
    operation({
      id: 'networks.list-networks',
      method: 'GET',
      path: '/networks',
      who: readers,
      summary: { sw: 'Mitandao iliyoruhusiwa', en: 'Allowed networks' },
      input: z.strictObject({ before, limit: z.coerce.number().int().min(1).max(200).default(50) }),
      output: z.object({ items: z.array(Out), next: z.int().nullable() }),
      async run(actor, page) {
        const { items, next = null } = await listNetworks(deps, actor, page)
        const out = items.map((one) => ({
          ...one,
          from: one.from.toISOString(),
          until: one.until?.toISOString() ?? null,
        }))
        return { items: out, next }
      },
    }),
    operation({
      id: 'networks.allow-network',
      method: 'POST',
      path: '/networks',
      who: deciders,
      summary: { sw: 'Ruhusu mtandao', en: 'Allow a network' },
      input: z.strictObject(asked),
      output: z.object({ id: z.int() }),
      status: 201,
      run: async (actor, input_) => ({ id: await allowNetwork(deps, actor, input_) }),
    }),
    operation({
      id: 'networks.close-network',
      method: 'POST',
      path: '/networks/{id}/close',
      who: deciders,
      summary: { sw: 'Funga mtandao', en: 'Close a network' },
      input: z.strictObject({ id }),
      output: null,
      run: (actor, { id: which }) => disallowNetwork(deps, actor, which),
    }),
  ]
}

interface NetworksView {
  readonly items: readonly AllowedNetwork[]
  readonly next?: number
  readonly first: boolean
  readonly decides: boolean
}

function networksPage(say: Say, state: FormState, view: NetworksView): Page {
  const t = say.of(messages)
  const path = '/admin/networks'
  return {
    title: t('title'),
    content: [
      h('h1', null, t('title')),
      h('p', { class: 'lead' }, t('lead')),
      table<AllowedNetwork>({
        caption: t('title'),
        unseenCaption: true,
        columns: [
          { label: t('network'), cell: ({ network }) => code(network) },
          { label: t('reason'), cell: ({ reason }) => say.data(reason) },
          { label: t('from'), cell: ({ from }) => moment(say, from) },
          {
            label: t('until'),
            cell: ({ until }) => (until ? moment(say, until) : tag('good', t('open'))),
          },
          {
            label: t('step'),
            cell: ({ id, until }) =>
              until || !view.decides
                ? say.data('–')
                : button({ action: `${path}/${id}/close`, label: t('close'), quiet: true }),
          },
        ],
        rows: view.items,
        empty: h('p', null, t('empty')),
      }),
      pager(say, {
        next: view.next === undefined ? undefined : `${path}?before=${view.next}`,
        first: view.first ? path : undefined,
      }),
      view.decides
        ? section(
            'allow',
            t('allow'),
            formOf(
              { say, state, submit: t('allow') },
              input({
                say,
                state,
                name: 'network',
                label: t('network'),
                hint: t('network.hint'),
                code: true,
                size: 44,
              }),
              input({ say, state, name: 'reason', label: t('reason') }),
            ),
          )
        : null,
    ],
  }
}
