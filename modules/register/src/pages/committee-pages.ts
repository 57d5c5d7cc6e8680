import {
  actionLink,
  back,
  facts,
  form as formOf,
  input,
  notice,
  section,
  select,
  table,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { Committee } from '../committees/committee-store.ts'
import {
  changeCharter,
  charterChange,
  endSeat,
  establishCommittee,
  listCommittees,
  newCommittee,
  newMember,
  seatMember,
  showCommittee,
} from '../committees/keep-committees.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { keepers, keeps, peopleReaders } from '../keepers.ts'
import { day } from '../shapes.ts'
import { listSettings } from '../settings/change-setting.ts'
import type { Setting } from '../settings/setting-store.ts'
import { filter, form, link, nowhere, on, page, span, value } from './common.ts'
import { messages } from './messages.ts'
import { peopleMessages } from './people-messages.ts'
import { settingFacts } from './setting-words.ts'

const who = [...keepers, 'ega-officer'] as const
const at = z.object({ id: z.uuid() })

export function committeePages(deps: RegisterDeps) {
  return [showPage(deps), establishForm(deps), charterForm(deps), seatForm(deps), endForm(deps)]
}

function showPage(deps: RegisterDeps) {
  return page({
    path: '/committees',
    who: peopleReaders,
    at: z.object({ institution: filter }),
    show: async ({ actor, say }, { institution }) => {
      const t = say.of(peopleMessages)
      const committees = await listCommittees(deps, actor, institution)
      const mine = keeps(actor, institution ?? actor.institution)
      const rules = (await listSettings(deps, actor)).filter(({ key }) =>
        key.startsWith('committee.'),
      )
      return {
        title: t('committees.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('committees.title')),
          committees.length === 0
            ? h(
                'div',
                { class: 'empty' },
                h('p', null, t('committees.empty')),
                mine ? actionLink('/committees/new', t('committees.establish')) : null,
              )
            : null,
          ...committees.map((committee) => committeePart(say, committee, rules, mine)),
          section(
            'usual',
            t('committees.rules'),
            h('p', null, t('committees.rules.note')),
            settingFacts(say, rules),
          ),
        ),
      }
    },
  })
}

function committeePart(
  say: Say,
  committee: Committee,
  rules: readonly Setting[],
  mine: boolean,
): JSX.Element {
  const t = say.of(peopleMessages)
  const { id, establishedOn, endedOn, charterReference, charterOn, members } = committee
  return h(
    'div',
    null,
    facts(
      [
        [t('committee.established'), on(establishedOn, say)],
        ...(endedOn === null ? [] : [[t('committee.ended'), on(endedOn, say)] as const]),
        [
          t('committee.charter'),
          charterReference && h('span', null, say.data(charterReference), ' ', on(charterOn, say)),
        ],
      ],
      say,
    ),
    sizeNotice(say, committee, rules),
    mine
      ? h(
          'p',
          { class: 'links' },
          actionLink(`/committees/${id}/seat`, t('committee.seat')),
          ' ',
          link(`/committees/${id}/charter`, t('committee.charter.edit')),
        )
      : null,
    table({
      caption: t('committee.members'),
      rows: members,
      empty: h('p', null, t('committee.members.empty')),
      columns: [
        { label: t('staff.name'), cell: ({ name }) => say.data(name) },
        { label: t('staff.post'), cell: ({ post }) => say.data(post) },
        { label: t('committee.role'), cell: ({ role }) => t(`role.${role}`) },
        { label: say.of(messages)('col.days'), cell: ({ from, to }) => span(say, from, to) },
        ...(mine
          ? [
              {
                label: t('committee.end'),
                cell: ({ id: member, name, to }: Committee['members'][number]) =>
                  to === null
                    ? h(
                        'a',
                        {
                          href: `/committees/${id}/members/${member}/end`,
                          'aria-label': t('committee.end.label', { name }),
                        },
                        t('committee.end'),
                      )
                    : null,
              },
            ]
          : []),
      ],
    }),
  )
}

/** The size that is usual is no law: a committee of another size is told, not refused. */
function sizeNotice(
  say: Say,
  { members, endedOn }: Committee,
  rules: readonly Setting[],
): JSX.Element | null {
  const t = say.of(peopleMessages)
  const count = members.filter(({ to }) => to === null).length
  const of = (key: string) => Number(rules.find((rule) => rule.key === key)?.value ?? Number.NaN)
  const [min, max] = [of('committee.members-min'), of('committee.members-max')]
  if (endedOn !== null || count === 0) return null
  if (count < min) return notice('open', {}, h('p', null, t('committees.fewer', { count, min })))
  return count > max ? notice('open', {}, h('p', null, t('committees.more', { count, max }))) : null
}

function establishForm(deps: RegisterDeps) {
  return form({
    path: '/committees/new',
    who,
    at: nowhere,
    fields: newCommittee,
    show: async ({ say }, _, state) => {
      const t = say.of(peopleMessages)
      return {
        title: t('committees.establish'),
        content: h(
          'div',
          null,
          back('/committees', t('committees.title')),
          h('h1', null, t('committees.establish')),
          formOf(
            { say, state, submit: t('committees.establish'), cancel: { href: '/committees' } },
            input({
              say,
              state,
              name: 'establishedOn',
              label: t('committee.established'),
              type: 'date',
            }),
            input({
              say,
              state,
              name: 'charterReference',
              label: t('committee.charter'),
              hint: t('committee.charter.hint'),
              optional: true,
            }),
            input({
              say,
              state,
              name: 'charterOn',
              label: t('committee.charterOn'),
              type: 'date',
              optional: true,
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, _, fields) => {
      await establishCommittee(deps, actor, fields)
      return {
        redirect: '/committees',
        notice: {
          sw: 'Kamati imeandikwa; sasa ongeza wajumbe',
          en: 'The committee is recorded; now add its members',
        },
      }
    },
  })
}

function charterForm(deps: RegisterDeps) {
  return form({
    path: '/committees/{id}/charter',
    who,
    at,
    fields: charterChange,
    start: async ({ actor }, { id }) => {
      const { charterReference, charterOn } = await showCommittee(deps, actor, id)
      return { charterReference: value(charterReference), charterOn: value(charterOn) }
    },
    show: async ({ say }, _, state) => {
      const t = say.of(peopleMessages)
      return {
        title: t('committee.charter.edit'),
        content: h(
          'div',
          null,
          back('/committees', t('committees.title')),
          h('h1', null, t('committee.charter.edit')),
          formOf(
            { say, state, submit: say.of(messages)('save'), cancel: { href: '/committees' } },
            input({
              say,
              state,
              name: 'charterReference',
              label: t('committee.charter'),
              hint: t('committee.charter.hint'),
              optional: true,
            }),
            input({
              say,
              state,
              name: 'charterOn',
              label: t('committee.charterOn'),
              type: 'date',
              optional: true,
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      await changeCharter(deps, actor, id, fields)
      return {
        redirect: '/committees',
        notice: { sw: 'Hati imehifadhiwa', en: 'The charter is saved' },
      }
    },
  })
}

function seatForm(deps: RegisterDeps) {
  return form({
    path: '/committees/{id}/seat',
    who,
    at,
    fields: newMember,
    start: async ({ now }) => ({ role: 'member', from: dayOf(now) }),
    show: async ({ say, actor }, { id }, state) => {
      const t = say.of(peopleMessages)
      await showCommittee(deps, actor, id)
      return {
        title: t('committee.seat'),
        content: h(
          'div',
          null,
          back('/committees', t('committees.title')),
          h('h1', null, t('committee.seat')),
          formOf(
            { say, state, submit: t('committee.seat'), cancel: { href: '/committees' } },
            input({ say, state, name: 'name', label: t('staff.name') }),
            input({ say, state, name: 'post', label: t('staff.post') }),
            select({
              say,
              state,
              name: 'role',
              label: t('committee.role'),
              choices: (['chair', 'secretary', 'member'] as const).map((one) => ({
                value: one,
                label: t(`role.${one}`),
              })),
            }),
            input({
              say,
              state,
              name: 'from',
              label: say.of(messages)('field.from'),
              type: 'date',
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      await seatMember(deps, actor, id, fields)
      return {
        redirect: '/committees',
        notice: { sw: 'Mjumbe ameongezwa', en: 'The member is added' },
      }
    },
  })
}

function endForm(deps: RegisterDeps) {
  return form({
    path: '/committees/{id}/members/{member}/end',
    who,
    at: z.object({ id: z.uuid(), member: z.uuid() }),
    fields: z.strictObject({ to: day }),
    start: async ({ now }) => ({ to: dayOf(now) }),
    show: async ({ say, actor }, { id, member }, state) => {
      const t = say.of(peopleMessages)
      const { members } = await showCommittee(deps, actor, id)
      const name = members.find((one) => one.id === member)?.name ?? ''
      return {
        title: t('committee.end.title'),
        content: h(
          'div',
          null,
          back('/committees', t('committees.title')),
          h('h1', null, t('committee.end.title')),
          h('p', null, say.data(name)),
          formOf(
            { say, state, submit: t('committee.end'), cancel: { href: '/committees' } },
            input({ say, state, name: 'to', label: t('committee.to'), type: 'date' }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id, member }, { to }) => {
      await endSeat(deps, actor, id, { member, to })
      return {
        redirect: '/committees',
        notice: { sw: 'Mwisho wa ujumbe umeandikwa', en: 'The end of the membership is recorded' },
      }
    },
  })
}
