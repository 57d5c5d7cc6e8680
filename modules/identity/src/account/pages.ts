import { h, type ComponentChildren, type JSX } from 'preact'
import {
  actionLink,
  back,
  button,
  code,
  copyable,
  facts,
  form,
  input,
  moment,
  notice,
  section,
  table,
  tag,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import type { SessionView } from '../auth/session-store.ts'
import type { Actor, AppointmentView } from '../contract.ts'
import type { HeldRow } from '../people/appointment-store.ts'
import type { PasskeyView } from '../people/person-store.ts'
import { roleName } from '../people/role-names.ts'
import { messages } from './messages.ts'
import type { TokenView } from './token-store.ts'

export interface AccountView {
  readonly say: Say
  readonly now: Date
  readonly actor: Actor
  readonly demo: boolean
  readonly passkeysWork: boolean
  readonly session: string | undefined
  readonly sessions: readonly SessionView[]
  readonly passkeys: readonly PasskeyView[]
  readonly tokens: readonly TokenView[]
  readonly institutionName: (id: string) => { readonly sw: string; readonly en: string }
}

export function accountPage(view: AccountView): Page {
  const { say, actor, passkeysWork, demo } = view
  const t = say.of(messages)
  return {
    title: t('account.title'),
    ...(passkeysWork && !demo && { scripts: ['passkey'] }),
    content: [
      h('h1', null, t('account.title')),
      facts([
        [t('account.name'), say.data(actor.person.name)],
        [t('account.email'), say.data(actor.person.email)],
      ]),
      h('p', null, h('a', { href: '/account/name' }, t('account.name.change'))),
      appointments(view),
      demo
        ? notice('open', {}, h('p', null, t('account.demo')))
        : [waysIn(say), passkeySection(view)],
      sessionSection(view),
      tokenSection(view),
    ],
  }
}

function appointments({ say, actor }: AccountView): JSX.Element {
  const t = say.of(messages)
  const caption = t('appointments.title')
  return section(
    'appointments',
    caption,
    table<AppointmentView>({
      caption,
      unseenCaption: true,
      rows: actor.appointments,
      empty: null,
      columns: [
        {
          label: t('appointments.institution'),
          cell: ({ institutionName }) => say.text(institutionName),
        },
        { label: t('appointments.role'), cell: ({ role }) => roleName(say, role) },
        { label: t('appointments.since'), cell: ({ from }) => say.date(from) },
        {
          label: t('appointments.until'),
          cell: ({ to }) => (to === null ? t('appointments.open') : say.date(to)),
        },
        {
          label: t('appointments.act'),
          cell: ({ institution, institutionName }) =>
            institution === actor.institution
              ? tag('good', t('appointments.now'))
              : button({
                  action: '/switch',
                  label: t('appointments.switch', { institution: institutionName[say.htmlLang] }),
                  quiet: true,
                  fields: { institution },
                }),
        },
      ],
    }),
  )
}

function waysIn(say: Say): JSX.Element {
  const t = say.of(messages)
  const link = (href: string, label: string) => h('li', null, h('a', { href }, label))
  return section(
    'ways',
    t('signin.title'),
    h(
      'ul',
      null,
      link('/account/password', t('password.title')),
      link('/enrol/begin', t('totp.change')),
      link('/account/codes', t('codes.title')),
    ),
  )
}

function passkeySection({ say, passkeys, passkeysWork }: AccountView): JSX.Element {
  const t = say.of(messages)
  const caption = t('passkeys.title')
  const nameless: FormState = { values: {}, faults: [] }
  return section(
    'passkeys',
    caption,
    h('p', null, t('passkeys.text')),
    table<PasskeyView>({
      caption,
      unseenCaption: true,
      rows: passkeys,
      empty: h('p', null, t('passkeys.none')),
      columns: [
        {
          label: t('passkeys.name'),
          cell: ({ name }) => (name ? say.data(name) : t('passkeys.unnamed')),
        },
        { label: t('passkeys.since'), cell: ({ at }) => (at ? moment(say, at) : null) },
        {
          label: t('passkeys.remove'),
          cell: ({ id }) =>
            button({
              action: `/account/passkeys/${id}/remove`,
              label: t('passkeys.remove'),
              quiet: true,
            }),
        },
      ],
    }),
    passkeysWork
      ? h(
          'div',
          null,
          input({
            say,
            state: nameless,
            name: 'passkey-name',
            label: t('passkeys.name'),
            optional: true,
          }),
          h(
            'button',
            {
              type: 'button',
              hidden: true,
              'data-passkey': 'register',
            },
            t('passkeys.add'),
          ),
          h(
            'p',
            { class: 'fault', id: 'passkey-failed', role: 'alert', hidden: true },
            t('passkeys.failed'),
          ),
        )
      : h('p', { class: 'hint' }, t('passkeys.impossible')),
  )
}

function sessionSection({ say, now, session, sessions }: AccountView): JSX.Element {
  const t = say.of(messages)
  const caption = t('sessions.title')
  return section(
    'sessions',
    caption,
    table<SessionView>({
      caption,
      unseenCaption: true,
      rows: sessions,
      empty: null,
      columns: [
        {
          label: t('sessions.browser'),
          cell: ({ browser }) => (browser ? say.data(browserOf(browser)) : t('sessions.unknown')),
        },
        { label: t('sessions.address'), cell: ({ address }) => (address ? code(address) : null) },
        { label: t('sessions.began'), cell: ({ createdAt }) => moment(say, createdAt) },
        { label: t('sessions.used'), cell: ({ usedAt }) => say.ago(usedAt, now) },
        {
          label: t('sessions.end'),
          cell: ({ id }) =>
            id === session
              ? tag('good', t('sessions.this'))
              : button({
                  action: `/account/sessions/${id}/end`,
                  label: t('sessions.end'),
                  quiet: true,
                }),
        },
      ],
    }),
    sessions.length > 1
      ? button({
          action: '/account/sessions/end-others',
          label: t('sessions.endOthers'),
          quiet: true,
        })
      : null,
  )
}

/** The name that people know a browser by, out of what it says of itself. */
function browserOf(agent: string): string {
  const known = /(Firefox|Edg|OPR|SamsungBrowser|Chrome|Safari|curl)\/[\d.]+/.exec(agent)?.[0]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[0]
  return [known, system].filter((part) => part !== undefined).join(' · ') || agent.slice(0, 60)
}

function tokenSection({ say, actor, tokens, institutionName }: AccountView): JSX.Element {
  const t = say.of(messages)
  const caption = t('tokens.title')
  return section(
    'tokens',
    caption,
    h('p', null, t('tokens.text', { institution: actor.institutionName[say.htmlLang] })),
    table<TokenView>({
      caption,
      unseenCaption: true,
      rows: tokens,
      empty: h('p', null, t('tokens.none')),
      columns: [
        { label: t('tokens.name'), cell: ({ name }) => say.data(name) },
        {
          label: t('tokens.institution'),
          cell: ({ institution }) => say.text(institutionName(institution)),
        },
        { label: t('tokens.expires'), cell: ({ expiresAt }) => moment(say, expiresAt, 'date') },
        {
          label: t('tokens.used'),
          cell: ({ lastUsedAt }) => (lastUsedAt ? moment(say, lastUsedAt) : t('tokens.never')),
        },
        {
          label: t('tokens.end'),
          cell: ({ id }) =>
            button({ action: `/account/tokens/${id}/end`, label: t('tokens.end'), quiet: true }),
        },
      ],
    }),
    actionLink('/account/tokens/new', t('tokens.make')),
  )
}

/** A form of its own page, with the way back. */
export function accountForm(
  say: Say,
  state: FormState,
  {
    title,
    submit,
    text,
  }: { readonly title: string; readonly submit: string; readonly text?: string },
  ...fields: ComponentChildren[]
): Page {
  return {
    title,
    content: [
      back('/account', say.of(messages)('account.back')),
      h('h1', null, title),
      text === undefined ? null : h('p', { class: 'lead' }, text),
      form({ say, state, submit, cancel: { href: '/account' } }, ...fields),
    ],
  }
}

/** A token, this once. */
export function tokenPage(say: Say, token: string): Page {
  const t = say.of(messages)
  return {
    title: t('tokens.made'),
    content: [
      h('h1', null, t('tokens.made')),
      notice('open', {}, h('p', null, t('tokens.once'))),
      copyable(say, token, t('tokens.made')),
      h('p', null, t('tokens.use')),
      copyable(say, `authorization: Bearer ${token}`),
      actionLink('/account', t('account.back')),
    ],
  }
}

/** What a suspended person sees: why, and the way out. */
export function suspendedPage(say: Say, actor: Actor, held: readonly HeldRow[]): Page {
  const t = say.of(messages)
  const here = held.filter(
    ({ institution, suspended }) => suspended && institution === actor.institution,
  )
  const elsewhere = actor.appointments.filter(
    ({ institution, id }) =>
      institution !== actor.institution && held.some((one) => one.id === id && !one.suspended),
  )
  return {
    title: t('suspended.title'),
    content: [
      h('h1', null, t('suspended.title')),
      notice(
        'bad',
        {},
        h('p', null, t('suspended.text', { institution: actor.institutionName[say.htmlLang] })),
        ...here.map(({ why }) =>
          h('p', null, h('b', null, t('suspended.why')), ' ', say.data(why ?? '')),
        ),
      ),
      h('p', null, t('suspended.next')),
      ...elsewhere.map(({ institution, institutionName }) =>
        button({
          action: '/switch',
          label: t('appointments.switch', { institution: institutionName[say.htmlLang] }),
          fields: { institution },
        }),
      ),
      button({ action: '/sign-out', label: t('suspended.out') }),
    ],
  }
}
