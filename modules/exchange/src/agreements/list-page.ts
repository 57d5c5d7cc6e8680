import { h, type JSX } from 'preact'
import { edge, type PageRoute } from '@mtandao/http'
import { holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  filters,
  pager,
  section,
  select,
  table,
  tabs,
  type Column,
  type Say,
} from '@mtandao/ui'
import { z } from 'zod'
import type { AgreementDeps } from './deps.ts'
import { agreementStates } from './lifecycle.ts'
import { listAgreements } from './list-agreements.ts'
import type { AgreementLine } from './list-store.ts'
import { messages } from './messages.ts'
import { day, roleWord, stateTag } from './words.ts'

const { page } = edge<Actor>()

const pageSize = 25
const waitingMax = 20

/** `/agreements`: what waits for this person first, then ours. */
export function listRoute(deps: AgreementDeps): PageRoute<Actor> {
  return page({
    path: '/agreements',
    who: 'signed-in',
    at: z.object({
      as: z.enum(['all', 'consumer', 'provider']).catch('all'),
      state: z.enum(agreementStates).optional().catch(undefined),
      after: z.string().max(100).optional(),
    }),
    show: async ({ actor, say }, at) => {
      const t = say.of(messages)
      const found = await listAgreements(deps, actor, { ...at, limit: pageSize })
      const isFirst = at.after === undefined
      const waiting = isFirst
        ? await listAgreements(deps, actor, { as: 'waiting', limit: waitingMax })
        : { items: [] }
      return {
        title: t('list.title'),
        content: [
          h('h1', null, t('list.title')),
          h('p', { class: 'lead' }, t('list.lead')),
          holds(actor, 'ict-officer')
            ? h('p', null, actionLink('/agreements/new', t('list.new')))
            : null,
          waiting.items.length === 0
            ? null
            : section('waiting', t('list.waiting'), lines(say, waiting.items, t('list.waiting'))),
          tabs(
            say,
            (['all', 'consumer', 'provider'] as const).map((as) => ({
              href: addressOf({ as }),
              label: t(`list.${as}`),
              current: at.as === as,
            })),
          ),
          stateFilter(say, at),
          lines(say, found.items, t('list.caption')),
          pager(say, {
            next: found.next && addressOf({ ...at, after: found.next }),
            first: isFirst ? undefined : addressOf({ as: at.as, state: at.state }),
          }),
          holds(actor, 'ega-officer') || seesCountry(actor)
            ? h('p', null, h('a', { href: '/agreements/rules' }, t('list.rules')))
            : null,
        ],
      }
    },
  })
}

interface View {
  readonly as: string
  readonly state?: string | undefined
  readonly after?: string | undefined
}

function addressOf({ as, state, after }: View): string {
  const query = new URLSearchParams({ as, ...(state && { state }), ...(after && { after }) })
  return `/agreements?${query}`
}

function stateFilter(say: Say, { as, state }: View): JSX.Element {
  const t = say.of(messages)
  return filters(
    { action: '/agreements', submit: t('list.filter') },
    h('input', { type: 'hidden', name: 'as', value: as }),
    select({
      say,
      state: { values: { state: state ?? '' }, faults: [] },
      name: 'state',
      label: t('col.state'),
      none: t('list.anyState'),
      filter: true,
      choices: agreementStates.map((value) => ({ value, label: t(`state.${value}`) })),
    }),
  )
}

function lines(say: Say, rows: readonly AgreementLine[], caption: string): JSX.Element {
  const t = say.of(messages)
  const columns: Column<AgreementLine>[] = [
    {
      label: t('col.service'),
      cell: ({ id, service }) => h('a', { href: `/agreements/${id}` }, say.text(service.name)),
    },
    { label: t('col.consumer'), cell: ({ consumer }) => say.text(consumer.name) },
    { label: t('col.provider'), cell: ({ provider }) => say.text(provider.name) },
    { label: t('col.state'), cell: ({ state }) => stateTag(say, state) },
    { label: t('col.since'), cell: ({ stateSince }) => day(say, stateSince) },
    {
      label: t('col.until'),
      cell: ({ validUntil }) => validUntil && day(say, new Date(validUntil.getTime() - 1)),
    },
    { label: t('col.awaits'), cell: (line) => awaitedWord(say, line) },
  ]
  return table({
    caption,
    unseenCaption: true,
    columns,
    rows,
    empty: [
      h('p', null, t('list.empty')),
      h('p', null, h('a', { href: '/catalogue' }, t('list.catalogue'))),
    ],
  })
}

function awaitedWord(say: Say, line: AgreementLine): string {
  const { awaitsInstitution, awaitsRole, consumer, provider } = line
  if (awaitsRole === null) return say.data('–')
  const party = awaitsInstitution === consumer.institution ? consumer : provider
  return say.of(messages)('one.awaits', {
    role: roleWord(say, awaitsRole),
    institution: say.text(party.name),
  })
}
