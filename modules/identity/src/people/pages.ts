import { h, type ComponentChildren, type JSX } from 'preact'
import {
  actionLink,
  area,
  back,
  button,
  copyable,
  facts,
  filters,
  form,
  hidden,
  input,
  moment,
  notice,
  pager,
  section,
  select,
  table,
  tabs,
  tag,
  type Column,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import type { Role } from '../contract.ts'
import type { AppointmentRow } from './appointment-store.ts'
import type { InvitationRow } from './invitation-store.ts'
import type { People } from './list-people.ts'
import { messages } from './messages.ts'
import { roleName } from './role-names.ts'

export interface PeopleView {
  readonly say: Say
  readonly people: People
  readonly past: boolean
  readonly invitations: readonly InvitationRow[]
  /** May invite, end, suspend. */
  readonly manages: boolean
  /** Sees every institution, so may ask for another. */
  readonly country: boolean
  readonly today: string
  readonly first: string | undefined
}

export const peoplePath = (institution: string, more = '') =>
  `/people?institution=${encodeURIComponent(institution)}${more}`

export function peoplePage(view: PeopleView): Page {
  const { say, people, past, manages, country, first } = view
  const t = say.of(messages)
  const { institution, institutionName, next } = people
  const title = t('people.of', { name: institutionName[say.htmlLang] })
  const query = past ? '&past=yes' : ''
  return {
    title,
    content: [
      h('h1', null, title),
      h('p', { class: 'lead' }, t('people.lead')),
      country ? chooseInstitution(say, institution) : null,
      manages
        ? actionLink(
            `/people/invite?institution=${encodeURIComponent(institution)}`,
            t('people.invite'),
          )
        : null,
      tabs(say, [
        { href: peoplePath(institution), label: t('people.now'), current: !past },
        { href: peoplePath(institution, '&past=yes'), label: t('people.past'), current: past },
      ]),
      appointmentTable(view),
      pager(say, {
        next: next === undefined ? undefined : peoplePath(institution, `${query}&after=${next}`),
        first,
      }),
      past ? null : invitationTable(view),
    ],
  }
}

function chooseInstitution(say: Say, institution: string): JSX.Element {
  const t = say.of(messages)
  const state: FormState = { values: { institution }, faults: [] }
  return filters(
    { action: '/people', submit: t('people.show') },
    input({
      say,
      state,
      name: 'institution',
      label: t('people.institution'),
      hint: t('people.institution.hint'),
      size: 20,
      code: true,
    }),
  )
}

function appointmentTable({ say, people, past, manages, today }: PeopleView): JSX.Element {
  const t = say.of(messages)
  const columns: Column<AppointmentRow>[] = [
    {
      label: t('people.name'),
      cell: ({ id, name }) => h('a', { href: `/people/appointments/${id}` }, say.data(name)),
    },
    { label: t('people.email'), cell: ({ email }) => say.data(email) },
    { label: t('people.role'), cell: ({ role }) => roleName(say, role) },
    { label: t('people.days'), cell: (row) => daysOf(say, row) },
    { label: t('people.state'), cell: (row) => stateTag(say, row, today) },
  ]
  const empty = [
    h('p', null, past ? t('people.empty.past') : t('people.empty')),
    past || manages ? null : h('p', null, t('people.empty.may')),
  ]
  const caption = past ? t('people.past') : t('people.now')
  return table({ caption, unseenCaption: true, columns, rows: people.appointments, empty })
}

function daysOf(say: Say, { from, to }: Pick<AppointmentRow, 'from' | 'to'>): ComponentChildren {
  const end = to === null ? say.of(messages)('people.days.open') : say.date(to)
  return [say.date(from), ' – ', end]
}

function stateTag(say: Say, row: AppointmentRow, today: string): JSX.Element {
  const t = say.of(messages)
  if (row.endedAt || (row.to !== null && row.to < today)) {
    return tag('plain', t('people.state.ended'))
  }
  if (row.suspendedAt) return tag('bad', t('people.state.suspended'))
  if (row.from > today) return tag('open', t('people.state.coming'))
  return tag('good', t('people.state.active'))
}

function invitationTable({ say, invitations, manages }: PeopleView): JSX.Element {
  const t = say.of(messages)
  const columns: Column<InvitationRow>[] = [
    { label: t('people.name'), cell: ({ name }) => say.data(name) },
    { label: t('people.email'), cell: ({ email }) => say.data(email) },
    { label: t('people.role'), cell: ({ role }) => roleName(say, role) },
    { label: t('invitations.until'), cell: ({ expiresAt }) => moment(say, expiresAt) },
    ...(manages
      ? [
          {
            label: t('invitations.withdraw'),
            cell: ({ id, name }: InvitationRow) =>
              button({
                action: `/people/invitations/${id}/withdraw`,
                label: t('invitations.withdraw.of', { name }),
                quiet: true,
              }),
          },
        ]
      : []),
  ]
  const caption = t('invitations.title')
  const empty = h('p', null, t('invitations.empty'))
  return section(
    'invitations',
    caption,
    table({ caption, unseenCaption: true, columns, rows: invitations, empty }),
  )
}

export interface InviteView {
  readonly say: Say
  readonly state: FormState
  readonly institution: string
  readonly institutionName: { readonly sw: string; readonly en: string }
  readonly roles: readonly Role[]
}

export function invitePage({ say, state, institution, institutionName, roles }: InviteView): Page {
  const t = say.of(messages)
  const choices = roles.map((role) => ({ value: role, label: roleName(say, role) }))
  const fields = { say, state }
  return {
    title: t('invite.title'),
    content: [
      back(peoplePath(institution), t('people.of', { name: institutionName[say.htmlLang] })),
      h('h1', null, t('invite.title')),
      h('p', { class: 'lead' }, t('invite.lead')),
      facts([[t('invite.for'), say.text(institutionName)]]),
      roles.length === 0
        ? notice('bad', {}, h('p', null, t('invite.none')))
        : form(
            { say, state, submit: t('invite.submit'), cancel: { href: peoplePath(institution) } },
            hidden('institution', institution),
            select({
              ...fields,
              name: 'role',
              label: t('invite.role'),
              choices,
              none: t('invite.role.none'),
            }),
            input({ ...fields, name: 'name', label: t('invite.name') }),
            input({ ...fields, name: 'email', label: t('invite.email'), type: 'email' }),
            input({
              ...fields,
              name: 'from',
              label: t('invite.from'),
              hint: t('invite.from.hint'),
              type: 'date',
              optional: true,
            }),
            input({
              ...fields,
              name: 'to',
              label: t('invite.to'),
              hint: t('invite.to.hint'),
              type: 'date',
              optional: true,
            }),
          ),
    ],
  }
}

/** A link that is shown once. */
export function linkPage(
  say: Say,
  made: {
    readonly name: string
    readonly link: string
    readonly expiresAt: Date
    readonly mailedTo: string | undefined
    readonly institution: string
  },
): Page {
  const t = say.of(messages)
  const { name, link, expiresAt, mailedTo, institution } = made
  const title = t('link.title', { name })
  return {
    title,
    content: [
      h('h1', null, title),
      notice('open', {}, h('p', null, t('link.once'))),
      copyable(say, link, t('link.label')),
      h('p', null, t('link.until'), ' ', moment(say, expiresAt)),
      mailedTo === undefined ? null : h('p', null, t('link.mailed', { email: mailedTo })),
      actionLink(peoplePath(institution), t('link.back')),
    ],
  }
}

export interface AppointmentPageView {
  readonly say: Say
  readonly appointment: AppointmentRow
  readonly institutionName: { readonly sw: string; readonly en: string }
  readonly manages: boolean
  /** May give back what is suspended: what e-GA suspended only e-GA does. */
  readonly reinstates: boolean
  readonly self: boolean
  readonly today: string
}

export function appointmentPage(view: AppointmentPageView): Page {
  const { say, appointment, institutionName, today } = view
  const t = say.of(messages)
  const { name, email, role, institution, suspendedAt, suspendedWhy, endedWhy } = appointment
  const title = t('appointment.title', { name })
  return {
    title,
    content: [
      back(peoplePath(institution), t('people.of', { name: institutionName[say.htmlLang] })),
      h('h1', null, title),
      facts([
        [t('invite.for'), say.text(institutionName)],
        [t('people.role'), roleName(say, role)],
        [t('people.email'), say.data(email)],
        [t('people.days'), daysOf(say, appointment)],
        [t('people.state'), stateTag(say, appointment, today)],
        [t('appointment.since'), suspendedAt ? moment(say, suspendedAt) : null],
        [t('appointment.why'), reason(say, suspendedWhy ?? endedWhy)],
      ]),
      ...changes(view),
    ],
  }
}

const reason = (say: Say, why: string | null) => (why === null ? null : say.data(why))

function changes({
  say,
  appointment,
  manages,
  reinstates,
  self,
  today,
}: AppointmentPageView): ComponentChildren[] {
  const t = say.of(messages)
  const { id, person, suspendedAt, endedAt, to } = appointment
  const over = endedAt !== null || (to !== null && to < today)
  if (!manages || over) return []
  const path = `/people/appointments/${id}`
  const suspension = () => {
    if (!suspendedAt)
      return self ? null : h('a', { href: `${path}/suspend` }, t('appointment.suspend'))
    return reinstates
      ? button({ action: `${path}/reinstate`, label: t('appointment.reinstate') })
      : null
  }
  return [
    section(
      'changes',
      t('appointment.actions'),
      suspendedAt && !reinstates
        ? h('p', { class: 'hint' }, t('appointment.reinstate.egas'))
        : null,
      h(
        'div',
        { class: 'buttons' },
        suspension(),
        h('a', { href: `${path}/end` }, t('appointment.end')),
      ),
    ),
    self
      ? null
      : section(
          'access',
          t('appointment.access'),
          h('p', { class: 'hint' }, t('appointment.unlock.text')),
          button({
            action: `/people/${person}/unlock`,
            label: t('appointment.unlock'),
            quiet: true,
          }),
          h('p', { class: 'hint' }, t('appointment.recover.text')),
          button({
            action: `/people/${person}/recovery`,
            label: t('appointment.recover'),
            quiet: true,
          }),
        ),
  ]
}

/** Asks for the reason before something is taken away. */
export function reasonPage(
  say: Say,
  state: FormState,
  { id, name }: AppointmentRow,
  what: 'end' | 'suspend',
): Page {
  const t = say.of(messages)
  const title = t(`appointment.${what}`)
  return {
    title,
    content: [
      back(`/people/appointments/${id}`, t('appointment.title', { name })),
      h('h1', null, title),
      h('p', { class: 'lead' }, say.data(name)),
      h('p', null, t(`appointment.${what}.text`)),
      form(
        { say, state, submit: title, danger: true, cancel: { href: `/people/appointments/${id}` } },
        area({
          say,
          state,
          name: 'why',
          label: t('appointment.why'),
          rows: 3,
          optional: what === 'end',
        }),
      ),
    ],
  }
}
