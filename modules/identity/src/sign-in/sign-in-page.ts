import { h, type JSX } from 'preact'
import type { ProviderRow } from '../auth/provider-store.ts'
import type { Actor } from '../contract.ts'
import { demoAccounts, demoPassword } from '../demo/accounts.ts'
import { roleName } from '../people/role-names.ts'
import {
  button,
  code,
  form,
  input,
  notice,
  section,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { messages } from './messages.ts'
import type { OpenSession } from './sessions.ts'

export interface SignInView {
  readonly say: Say
  readonly state: FormState
  /** Where to go afterwards. */
  readonly wanted: string
  readonly failed: string | undefined
  readonly session: OpenSession | undefined
  readonly actor: Actor | undefined
  readonly providers: readonly ProviderRow[]
  readonly institutionName: (id: string) => { readonly sw: string; readonly en: string }
  readonly demo: boolean
  /** Passkeys belong to a name; an address in numbers has none. */
  readonly passkeys: boolean
}

export function signInPage(view: SignInView): Page {
  const { say, state, demo, passkeys } = view
  const t = say.of(messages)
  return {
    title: t('in.title'),
    ...(passkeys && { scripts: ['passkey'] }),
    content: [
      h('h1', null, t('in.title')),
      h('p', { class: 'lead' }, t('in.lead')),
      already(view),
      failure(view),
      form(
        { say, state, submit: t('in.submit') },
        input({
          say,
          state,
          name: 'email',
          label: t('in.email'),
          type: 'email',
          autocomplete: 'username',
        }),
        input({
          say,
          state,
          name: 'password',
          label: t('in.password'),
          type: 'password',
          autocomplete: 'current-password',
        }),
      ),
      h('p', null, h('a', { href: '/recover' }, t('in.forgot'))),
      otherWays(view),
      demo ? demoSection(view) : null,
    ],
  }
}

/** Somebody is in this browser already, or half-way in. */
function already({ say, session, actor }: SignInView): JSX.Element | null {
  if (!session) return null
  const t = say.of(messages)
  const { name } = session.person
  const out = button({ action: '/sign-out', label: t('out.button'), quiet: true })
  if (actor) {
    const go = h('p', null, h('a', { href: '/desk' }, t('in.toDesk')))
    return notice('plain', {}, h('p', null, t('in.already', { name })), go, out)
  }
  if (session.secondFactor === 'none') {
    const [href, label] = session.enrolled
      ? ['/sign-in/code', t('in.toCode')]
      : ['/enrol', t('in.toEnrol')]
    const go = h('p', null, h('a', { href }, label))
    return notice('open', {}, h('p', null, t('in.finish', { name })), go, out)
  }
  return notice('open', {}, h('p', null, t('in.noAppointment', { name })), out)
}

function failure({ say, failed }: SignInView): JSX.Element | null {
  if (failed === undefined) return null
  const t = say.of(messages)
  const why =
    failed === 'locked'
      ? t('in.failed.locked')
      : failed === 'provider-away'
        ? t('in.failed.away')
        : t('in.failed.institution')
  return notice('bad', { alert: true }, h('p', null, why))
}

function otherWays({
  say,
  providers,
  institutionName,
  passkeys,
  wanted,
}: SignInView): JSX.Element | null {
  if (!passkeys && providers.length === 0) return null
  const t = say.of(messages)
  return section(
    'other-ways',
    t('in.other'),
    passkeys
      ? h(
          'div',
          null,
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              hidden: true,
              'data-passkey': 'sign-in',
              'data-then': wanted,
            },
            t('in.passkey'),
          ),
          h(
            'p',
            { class: 'fault', id: 'passkey-failed', role: 'alert', hidden: true },
            t('in.passkey.failed'),
          ),
          h('p', { class: 'hint' }, t('in.passkey.hint')),
        )
      : null,
    providers.length === 0
      ? null
      : h(
          'div',
          null,
          h('h3', null, t('in.institution')),
          h(
            'ul',
            null,
            ...providers.map(({ institution, label }) =>
              h(
                'li',
                null,
                h(
                  'a',
                  {
                    href: `/auth/institution/${institution}?then=${encodeURIComponent(wanted)}`,
                    rel: 'nofollow',
                  },
                  say.text(label),
                ),
                ' ',
                h('span', { class: 'soft' }, say.text(institutionName(institution))),
              ),
            ),
          ),
        ),
  )
}

function demoSection({ say, wanted, institutionName }: SignInView): JSX.Element {
  const t = say.of(messages)
  return section(
    'demo',
    t('demo.title'),
    notice(
      'open',
      {},
      h('p', null, t('demo.text')),
      h('p', null, t('demo.password'), ' ', code(demoPassword)),
    ),
    h(
      'ul',
      { class: 'accounts' },
      ...demoAccounts.map(({ id, name, appointments }) =>
        h(
          'li',
          null,
          button({
            action: `/demo/sign-in?then=${encodeURIComponent(wanted)}`,
            label: t('demo.as', { name }),
            quiet: true,
            fields: { account: id },
          }),
          h(
            'span',
            null,
            ...appointments.map(([institution, role]) =>
              h(
                'span',
                { class: 'soft' },
                h('b', null, roleName(say, role)),
                ' · ',
                say.text(institutionName(institution)),
              ),
            ),
          ),
        ),
      ),
    ),
    h('p', null, h('a', { href: '/demo/mail' }, t('demo.mail'))),
  )
}
