import {
  actionLink,
  back,
  facts,
  form as formOf,
  input,
  pager,
  select,
  table,
  tabs,
  tag,
  type Column,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { RegisterDeps } from '../deps.ts'
import { keepers, keeps, peopleReaders } from '../keepers.ts'
import {
  addStaff,
  changeStaff,
  listStaff,
  newStaff,
  showStaff,
  staffChange,
  staffCounts,
} from '../staff/keep-staff.ts'
import type { Staff } from '../staff/staff-store.ts'
import { vettingStates, type Vetting } from '../staff/vetting.ts'
import { addressOf, filter, form, link, nowhere, on, page, perPage, value } from './common.ts'
import { messages } from './messages.ts'
import { peopleMessages } from './people-messages.ts'

const who = [...keepers, 'ega-officer'] as const
const at = z.object({
  institution: filter,
  left: z.literal('yes').optional().catch(undefined),
  after: z.uuid().optional(),
})

const tones: Readonly<Record<Vetting, Tone>> = {
  'not-requested': 'bad',
  requested: 'open',
  'in-progress': 'open',
  cleared: 'good',
  'not-cleared': 'bad',
  expired: 'bad',
}

export function staffPages(deps: RegisterDeps) {
  return [listPage(deps), addForm(deps), staffForm(deps)]
}

function listPage(deps: RegisterDeps) {
  return page({
    path: '/staff',
    who: peopleReaders,
    at,
    show: async ({ actor, say }, { institution, left, after }) => {
      const t = say.of(peopleMessages)
      const gone = left === 'yes'
      const found = await listStaff(deps, actor, { institution, left: gone, after, limit: perPage })
      const counts = await staffCounts(deps, actor, institution)
      const mine =
        keeps(actor, actor.institution) && (institution ?? actor.institution) === actor.institution
      const here = (more: Readonly<Record<string, string | undefined>>) =>
        addressOf('/staff', { institution, ...more })
      return {
        title: t('staff.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('staff.title')),
          h('p', { class: 'lead' }, t('staff.lead')),
          countFacts(say, counts),
          mine ? actionLink('/staff/new', t('staff.add')) : null,
          tabs(say, [
            { href: here({}), label: t('staff.serving'), current: !gone },
            { href: here({ left: 'yes' }), label: t('staff.left'), current: gone },
          ]),
          table({
            caption: t('staff.table'),
            rows: found.items,
            empty: h('p', null, t(gone ? 'staff.empty.left' : 'staff.empty')),
            columns: columnsFor(say, mine),
          }),
          pager(say, {
            next: found.next && here({ left, after: found.next }),
            first: after && here({ left }),
          }),
        ),
      }
    },
  })
}

function countFacts(say: Say, counts: Readonly<Record<Vetting, number>>): JSX.Element {
  const t = say.of(peopleMessages)
  return facts(vettingStates.map((state) => [t(`vetting.${state}`), say.number(counts[state])]))
}

function columnsFor(say: Say, mine: boolean): Column<Staff>[] {
  const t = say.of(peopleMessages)
  return [
    {
      label: t('staff.name'),
      cell: ({ id, name }) => (mine ? link(`/staff/${id}`, say.data(name)) : say.data(name)),
    },
    { label: t('staff.post'), cell: ({ post }) => say.data(post) },
    {
      label: t('staff.vetting'),
      cell: ({ vetting, vettingSince }) =>
        h('span', null, tag(tones[vetting], t(`vetting.${vetting}`)), ' ', on(vettingSince, say)),
    },
    { label: t('staff.oathOn'), cell: ({ oathOn }) => on(oathOn, say) },
  ]
}

function addForm(deps: RegisterDeps) {
  return form({
    path: '/staff/new',
    who,
    at: nowhere,
    fields: newStaff,
    show: async ({ say }, _, state) => {
      const t = say.of(peopleMessages)
      return {
        title: t('staff.add'),
        content: h(
          'div',
          null,
          back('/staff', t('staff.back')),
          h('h1', null, t('staff.add')),
          formOf(
            { say, state, submit: t('staff.add'), cancel: { href: '/staff' } },
            input({ say, state, name: 'name', label: t('staff.name') }),
            input({ say, state, name: 'post', label: t('staff.post') }),
          ),
        ),
      }
    },
    submit: async ({ actor }, _, fields) => {
      const { id } = await addStaff(deps, actor, fields)
      return {
        redirect: `/staff/${id}`,
        notice: {
          sw: 'Mtumishi ameongezwa; sasa andika upekuzi na kiapo',
          en: 'Added; now record vetting and oath',
        },
      }
    },
  })
}

function staffForm(deps: RegisterDeps) {
  return form({
    path: '/staff/{id}',
    who,
    at: z.object({ id: z.uuid() }),
    fields: staffChange,
    start: async ({ actor }, { id }) => {
      const { id: _, institution: __, ...row } = await showStaff(deps, actor, id)
      return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, value(text)]))
    },
    show: async ({ say, actor }, { id }, state) => {
      const t = say.of(peopleMessages)
      const row = await showStaff(deps, actor, id)
      const common = { say, state, optional: true }
      return {
        title: say.data(row.name),
        content: h(
          'div',
          null,
          back('/staff', t('staff.back')),
          h('h1', null, say.data(row.name)),
          h('p', null, t('staff.lead')),
          formOf(
            { say, state, submit: say.of(messages)('save'), cancel: { href: '/staff' } },
            input({ say, state, name: 'name', label: t('staff.name') }),
            input({ say, state, name: 'post', label: t('staff.post') }),
            select({
              say,
              state,
              name: 'vetting',
              label: t('staff.vetting'),
              choices: vettingStates.map((one) => ({ value: one, label: t(`vetting.${one}`) })),
            }),
            input({
              ...common,
              name: 'vettingSince',
              label: t('staff.vettingSince'),
              type: 'date',
            }),
            input({
              ...common,
              name: 'vettingUntil',
              label: t('staff.vettingUntil'),
              hint: t('staff.vettingUntil.hint'),
              type: 'date',
            }),
            input({
              ...common,
              name: 'vettingReference',
              label: t('staff.vettingReference'),
              hint: t('staff.vettingReference.hint'),
            }),
            input({ ...common, name: 'oathOn', label: t('staff.oathOn'), type: 'date' }),
            input({ ...common, name: 'oathWitness', label: t('staff.oathWitness') }),
            input({ ...common, name: 'oathReference', label: t('staff.oathReference') }),
            input({ ...common, name: 'leftOn', label: t('staff.leftOn'), type: 'date' }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      await changeStaff(deps, actor, id, fields)
      return {
        redirect: '/staff',
        notice: { sw: 'Rekodi ya mtumishi imehifadhiwa', en: 'The record is saved' },
      }
    },
  })
}
