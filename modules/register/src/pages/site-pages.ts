import {
  actionLink,
  area,
  back,
  facts,
  form as formOf,
  input,
  section,
  select,
  table,
  tag,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { isEga } from '../keepers.ts'
import { regions } from '../lists/regions.ts'
import { words } from '../shapes.ts'
import { approvalStateOf, type ApprovalState } from '../sites/approval-state.ts'
import {
  addSite,
  approveSite,
  listSites,
  newApproval,
  newSite,
  showSite,
  withdrawSite,
} from '../sites/keep-sites.ts'
import type { Site } from '../sites/site-store.ts'
import { choicesOf, form, link, listedName, nowhere, page, span } from './common.ts'
import { messages } from './messages.ts'
import { peopleMessages } from './people-messages.ts'

const who = ['ega-officer'] as const
const at = z.object({ id: z.uuid() })

const tones: Readonly<Record<ApprovalState, Tone>> = {
  approved: 'good',
  ahead: 'open',
  expired: 'bad',
  withdrawn: 'bad',
  none: 'plain',
}

export function sitePages(deps: RegisterDeps) {
  return [listPage(deps), addForm(deps), showPage(deps), approveForm(deps), withdrawForm(deps)]
}

function stateTag(say: Say, { approvals }: Site, now: Date): JSX.Element {
  const state = approvalStateOf(approvals, dayOf(now))
  return tag(tones[state], say.of(peopleMessages)(`state.${state}`))
}

function listPage(deps: RegisterDeps) {
  return page({
    path: '/sites',
    who: 'anyone',
    at: nowhere,
    show: async ({ actor, say, now }) => {
      const t = say.of(peopleMessages)
      return {
        title: t('sites.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('sites.title')),
          h('p', { class: 'lead' }, t('sites.lead')),
          actor && isEga(actor) ? actionLink('/sites/new', t('sites.add')) : null,
          table({
            caption: t('sites.title'),
            unseenCaption: true,
            rows: await listSites(deps, actor),
            empty: h('p', null, t('sites.empty')),
            columns: [
              {
                label: t('site.name'),
                cell: ({ id, name }) => link(`/sites/${id}`, say.data(name)),
              },
              { label: t('site.operator'), cell: ({ operator }) => say.data(operator) },
              { label: t('site.place'), cell: ({ place }) => say.data(place) },
              { label: t('site.state'), cell: (site) => stateTag(say, site, now) },
            ],
          }),
        ),
      }
    },
  })
}

function showPage(deps: RegisterDeps) {
  return page({
    path: '/sites/{id}',
    who: 'anyone',
    at,
    show: async ({ actor, say, now }, { id }) => {
      const t = say.of(peopleMessages)
      const site = await showSite(deps, actor, id)
      const mayWrite = actor !== undefined && isEga(actor)
      return {
        title: say.data(site.name),
        content: h(
          'div',
          null,
          back('/sites', t('sites.back')),
          h('h1', null, say.data(site.name), ' ', stateTag(say, site, now)),
          facts(
            [
              [t('site.operator'), say.data(site.operator)],
              [t('site.place'), say.data(site.place)],
              [t('site.region'), listedName(say, regions, site.region)],
            ],
            say,
          ),
          mayWrite ? actionLink(`/sites/${id}/approve`, t('site.approve')) : null,
          approvalPart(say, site, mayWrite),
        ),
      }
    },
  })
}

function approvalPart(say: Say, { id, approvals }: Site, mayWrite: boolean): JSX.Element {
  const t = say.of(peopleMessages)
  return section(
    'approvals',
    t('site.approvals'),
    table({
      caption: t('site.approvals'),
      unseenCaption: true,
      rows: approvals,
      empty: h('p', null, t('site.approvals.empty')),
      columns: [
        { label: say.of(messages)('col.days'), cell: ({ from, until }) => span(say, from, until) },
        {
          label: t('site.citation'),
          cell: ({ citation, withdrawnOn, withdrawnWhy }) =>
            h(
              'span',
              null,
              say.data(citation),
              withdrawnOn === null
                ? null
                : h(
                    'small',
                    { class: 'soft block' },
                    t('site.withdrawn', { on: say.date(withdrawnOn), why: withdrawnWhy ?? '' }),
                  ),
            ),
        },
        ...(mayWrite
          ? [
              {
                label: t('site.withdraw'),
                cell: ({ id: approval, withdrawnOn }: Site['approvals'][number]) =>
                  withdrawnOn === null
                    ? link(`/sites/${id}/approvals/${approval}/withdraw`, t('site.withdraw'))
                    : null,
              },
            ]
          : []),
      ],
    }),
  )
}

function addForm(deps: RegisterDeps) {
  return form({
    path: '/sites/new',
    who,
    at: nowhere,
    fields: newSite,
    show: async ({ say }, _, state) => {
      const t = say.of(peopleMessages)
      const common = { say, state }
      return {
        title: t('sites.add'),
        content: h(
          'div',
          null,
          back('/sites', t('sites.back')),
          h('h1', null, t('sites.add')),
          formOf(
            { say, state, submit: t('sites.add'), cancel: { href: '/sites' } },
            input({ ...common, name: 'name', label: t('site.name') }),
            input({ ...common, name: 'operator', label: t('site.operator') }),
            input({ ...common, name: 'place', label: t('site.place') }),
            select({
              ...common,
              name: 'region',
              label: t('site.region'),
              none: say.of(messages)('form.none'),
              optional: true,
              choices: choicesOf(say, regions),
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, _, fields) => {
      const { id } = await addSite(deps, actor, fields)
      return {
        redirect: `/sites/${id}`,
        notice: {
          sw: 'Kituo kimeongezwa; sasa andika idhini yake',
          en: 'The data centre is added; now record its approval',
        },
      }
    },
  })
}

function approveForm(deps: RegisterDeps) {
  return form({
    path: '/sites/{id}/approve',
    who,
    at,
    fields: newApproval,
    start: async ({ now }) => ({ from: dayOf(now) }),
    show: async ({ say, actor }, { id }, state) => {
      const t = say.of(peopleMessages)
      const site = await showSite(deps, actor, id)
      const common = { say, state }
      return {
        title: t('site.approve'),
        content: h(
          'div',
          null,
          back(`/sites/${id}`, say.data(site.name)),
          h('h1', null, t('site.approve')),
          formOf(
            { say, state, submit: t('site.approve'), cancel: { href: `/sites/${id}` } },
            input({ ...common, name: 'from', label: say.of(messages)('field.from'), type: 'date' }),
            input({
              ...common,
              name: 'until',
              label: t('site.until'),
              type: 'date',
              optional: true,
            }),
            input({
              ...common,
              name: 'citation',
              label: t('site.citation'),
              hint: t('site.citation.hint'),
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      await approveSite(deps, actor, id, fields)
      return {
        redirect: `/sites/${id}`,
        notice: { sw: 'Idhini imeandikwa', en: 'The approval is recorded' },
      }
    },
  })
}

function withdrawForm(deps: RegisterDeps) {
  return form({
    path: '/sites/{id}/approvals/{approval}/withdraw',
    who,
    at: z.object({ id: z.uuid(), approval: z.uuid() }),
    fields: z.strictObject({ why: words(500) }),
    show: async ({ say, actor }, { id }, state) => {
      const t = say.of(peopleMessages)
      const site = await showSite(deps, actor, id)
      return {
        title: t('site.withdraw'),
        content: h(
          'div',
          null,
          back(`/sites/${id}`, say.data(site.name)),
          h('h1', null, t('site.withdraw')),
          formOf(
            {
              say,
              state,
              submit: t('site.withdraw'),
              danger: true,
              cancel: { href: `/sites/${id}` },
            },
            area({ say, state, name: 'why', label: t('site.why') }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id, approval }, { why }) => {
      await withdrawSite(deps, actor, id, { approval, why })
      return {
        redirect: `/sites/${id}`,
        notice: { sw: 'Idhini imeondolewa', en: 'The approval is withdrawn' },
      }
    },
  })
}
