import { h } from 'preact'
import {
  actionLink,
  button,
  facts,
  form,
  input,
  moment,
  notice,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import type { InvitationView } from '../people/accept-invitation.ts'
import { roleName } from '../people/role-names.ts'
import { waySteps } from './code-pages.ts'
import { messages } from './messages.ts'
import type { OpenSession } from './sessions.ts'

export function invitationPage(
  say: Say,
  state: FormState,
  invitation: InvitationView,
  session: OpenSession | undefined,
  here: string,
): Page {
  const t = say.of(messages)
  const { institutionName, role, email, invitedByName, expiresAt } = invitation
  return {
    title: t('invitation.title'),
    content: [
      h('h1', null, t('invitation.title')),
      facts([
        [t('invitation.institution'), say.text(institutionName)],
        [t('invitation.role'), roleName(say, role)],
        [t('invitation.by'), say.data(invitedByName)],
        [t('invitation.email'), say.data(email)],
        [t('invitation.until'), moment(say, expiresAt)],
      ]),
      ...next(say, state, invitation, session, here),
    ],
  }
}

function next(
  say: Say,
  state: FormState,
  invitation: InvitationView,
  session: OpenSession | undefined,
  here: string,
) {
  const t = say.of(messages)
  const { email, personExists } = invitation
  if (session && session.person.email !== email) {
    return [
      notice('bad', {}, h('p', null, t('invitation.other', { name: session.person.name }))),
      button({ action: '/sign-out', label: t('out.button') }),
    ]
  }
  if (personExists && session && session.secondFactor !== 'none') {
    return [form({ say, state, submit: t('invitation.accept') })]
  }
  if (personExists) {
    const signIn = `/sign-in?then=${encodeURIComponent(here)}`
    return [
      notice('open', {}, h('p', null, t('invitation.exists'))),
      actionLink(signIn, t('invitation.signIn')),
    ]
  }
  const name = { name: 'name', label: t('invitation.name'), autocomplete: 'name' }
  const password = {
    name: 'password',
    label: t('invitation.password'),
    hint: t('invitation.password.hint'),
  }
  return [
    waySteps(say, 0),
    form(
      { say, state, submit: t('invitation.submit') },
      input({ say, state, ...name }),
      input({ say, state, ...password, type: 'password', autocomplete: 'new-password' }),
    ),
    h('p', { class: 'hint' }, t('invitation.next')),
  ]
}
