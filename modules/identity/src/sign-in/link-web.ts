import { h } from 'preact'
import { edge, type Web } from '@mtandao/http'
import { form as formOf, input, notice, type FormState, type Page, type Say } from '@mtandao/ui'
import { z } from 'zod'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { acceptAsNewPerson, acceptAsPerson, openInvitation } from '../people/accept-invitation.ts'
import { emailShape, personName, typedPassword } from '../people/shapes.ts'
import { problem } from '../problems.ts'
import { invitationPage } from './invitation-pages.ts'
import { messages } from './messages.ts'
import { home } from './own-path.ts'
import { openRecovery, recover, requestRecovery } from './recover.ts'
import type { RecoveryRow } from './recovery-store.ts'
import { sessionOf } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { actFor, leadOn, tellingLocks } from './web.ts'

const { form } = edge<Actor>()

const atToken = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** Pages behind links that somebody was given: invitations and new passwords. */
export function linkWeb(ground: Ground): Web<Actor> {
  return {
    routes: [invitationForm(ground), requestForm(ground), recoverForm(ground)],
    operations: [],
    assets: [],
  }
}

function invitationForm(ground: Ground) {
  return form({
    path: '/invitation/{token}',
    who: 'anyone',
    at: atToken,
    // Whoever has an account already only presses the button.
    fields: z.object({
      name: z.union([z.literal(''), personName]).optional(),
      password: z.string().max(128).optional(),
    }),
    start: async (_, { token }) => ({ name: (await openInvitation(ground, token)).name }),
    show: async ({ say, headers }, { token }, state) => {
      const invitation = await openInvitation(ground, token)
      const session = await sessionOf(ground, headers)
      return invitationPage(say, state, invitation, session, `/invitation/${token}`)
    },
    submit: async (visit, { token }, { name = '', password = '' }) => {
      const session = await sessionOf(ground, visit.headers)
      if (session && session.secondFactor !== 'none') {
        const { institution } = await acceptAsPerson(ground, token, session.person)
        return await actFor(ground, visit.headers, institution)
      }
      if (name.length < 2) throw problem('missing', { extra: { field: 'name' } })
      if (password === '') throw problem('missing', { extra: { field: 'password' } })
      const { email } = await acceptAsNewPerson(ground, token, { name, password })
      return leadOn(await signIn(ground, visit, { email, password }), home)
    },
  })
}

function requestForm(ground: Ground) {
  const shown = (say: Say, state: FormState): Page => {
    const t = say.of(messages)
    const fields = formOf(
      { say, state, submit: t('recover.submit'), cancel: { href: '/sign-in' } },
      input({
        say,
        state,
        name: 'email',
        label: t('in.email'),
        type: 'email',
        autocomplete: 'username',
      }),
    )
    return {
      title: t('recover.title'),
      content: [
        h('h1', null, t('recover.title')),
        ground.mailGoesOut
          ? h('p', { class: 'lead' }, t('recover.lead'))
          : notice('open', {}, h('p', null, t('recover.noMail'))),
        ground.mailGoesOut ? fields : h('p', null, h('a', { href: '/sign-in' }, t('in.title'))),
      ],
    }
  }
  return form({
    path: '/recover',
    who: 'anyone',
    at: z.object({}),
    fields: z.object({ email: emailShape }),
    show: ({ say }, _, state) => Promise.resolve(shown(say, state)),
    submit: (visit, _, { email }) =>
      tellingLocks(
        visit,
        async () => {
          await requestRecovery(ground, { email, address: visit.address })
          return { redirect: '/sign-in', notice: messages['recover.sent'] }
        },
        (state) => Promise.resolve(shown(visit.say, state)),
      ),
  })
}

function recoverForm(ground: Ground) {
  const shown = (say: Say, state: FormState, { email, resetsSecondFactor }: RecoveryRow): Page => {
    const t = say.of(messages)
    const password = {
      name: 'password',
      label: t('recover.password'),
      hint: t('invitation.password.hint'),
    }
    return {
      title: t('recover.title'),
      content: [
        h('h1', null, t('recover.title')),
        h('p', { class: 'lead' }, t('recover.for', { email })),
        resetsSecondFactor ? notice('open', {}, h('p', null, t('recover.resets'))) : null,
        formOf(
          { say, state, submit: t('recover.save') },
          input({ say, state, ...password, type: 'password', autocomplete: 'new-password' }),
        ),
      ],
    }
  }
  return form({
    path: '/recover/{token}',
    who: 'anyone',
    at: atToken,
    fields: z.object({ password: typedPassword }),
    show: async ({ say }, { token }, state) => shown(say, state, await openRecovery(ground, token)),
    submit: async (visit, { token }, { password }) => {
      const { email } = await recover(ground, token, password)
      const signedIn = await signIn(ground, visit, { email, password })
      return { ...leadOn(signedIn, home), notice: messages['recover.saved'] }
    },
  })
}
