import { edge, type Web } from '@mtandao/http'
import { input } from '@mtandao/ui'
import { z } from 'zod'
import { chooseInstitution, deleteSessions, selectSessions } from '../auth/session-store.ts'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { deletePasskey, selectPasskeys } from '../people/person-store.ts'
import { institutionId, personName, typedPassword } from '../people/shapes.ts'
import { problem } from '../problems.ts'
import { passwordInput } from '../sign-in/code-pages.ts'
import { home } from '../sign-in/own-path.ts'
import { renewCodes } from '../sign-in/second-factor.ts'
import { heldBy, sessionOf } from '../sign-in/sessions.ts'
import { passkeysWork, tellingLocks } from '../sign-in/web.ts'
import { endApiToken, makeApiToken, tokenDaysMax } from './api-tokens.ts'
import { changeName, changePassword } from './change-password.ts'
import { messages } from './messages.ts'
import { accountOperations } from './operations.ts'
import { accountForm, accountPage, suspendedPage, tokenPage } from './pages.ts'
import { selectTokens } from './token-store.ts'

const { page, form, action } = edge<Actor>()

const nowhere = z.object({})
const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
export const tokenFields = z.object({
  name: z.string().trim().min(1).max(80),
  days: z.coerce.number().int().min(1).max(tokenDaysMax),
})

export function accountWeb(ground: Ground): Web<Actor> {
  return {
    routes: [
      account(ground),
      switchInstitution(ground),
      nameForm(ground),
      passwordForm(ground),
      codesForm(ground),
      ...sessionActions(ground),
      removePasskey(ground),
      tokenForm(ground),
      endToken(ground),
    ],
    operations: accountOperations(ground),
    assets: [],
  }
}

/** Open to everybody who is in, also to the suspended, who read here why. */
function account(ground: Ground) {
  return page({
    path: '/account',
    who: 'anyone',
    at: nowhere,
    show: async ({ say, actor, headers, now }) => {
      if (!actor) return { redirect: '/sign-in?then=/account' }
      const { database, register, publicUrl } = ground
      const { id } = actor.person
      const session = await sessionOf(ground, headers)
      if (actor.suspended) {
        return suspendedPage(say, actor, await heldBy(ground, id, session?.boundTo ?? null))
      }
      // As owner, by the person's own id: none of this is granted to any scope.
      const tokens = await selectTokens(database, id, now)
      const served = [...new Set(tokens.map(({ institution }) => institution))]
      const names = await register.institutionNames(database, served)
      return accountPage({
        say,
        now,
        actor,
        demo: session?.demo ?? false,
        passkeysWork: passkeysWork(publicUrl),
        session: session?.id,
        sessions: await selectSessions(database, id, now),
        passkeys: await selectPasskeys(database, id),
        tokens,
        institutionName: (one) => names.get(one) ?? { sw: one, en: one },
      })
    },
  })
}

/** Also for whoever is suspended in one institution and serves another. */
function switchInstitution(ground: Ground) {
  return action({
    path: '/switch',
    who: 'anyone',
    at: nowhere,
    fields: z.object({ institution: institutionId }),
    act: async ({ actor, headers }, _, { institution }) => {
      const session = await sessionOf(ground, headers)
      const serves = actor?.appointments.some((one) => one.institution === institution)
      if (!session || !serves) throw problem('not-found')
      await chooseInstitution(ground.database, session.id, institution)
      return { redirect: home, notice: messages['appointments.switched'] }
    },
  })
}

function nameForm(ground: Ground) {
  return form({
    path: '/account/name',
    who: 'signed-in',
    at: nowhere,
    fields: z.object({ name: personName }),
    start: ({ actor }) => Promise.resolve({ name: actor.person.name }),
    show: ({ say }, _, state) => {
      const t = say.of(messages)
      const label = t('account.name')
      const words = { title: t('account.name.change'), submit: t('account.name.save') }
      const field = input({ say, state, name: 'name', label, autocomplete: 'name' })
      return Promise.resolve(accountForm(say, state, words, field))
    },
    submit: async ({ actor }, _, { name }) => {
      await changeName(ground, actor, name)
      return { redirect: '/account', notice: messages['account.name.saved'] }
    },
  })
}

function passwordForm(ground: Ground) {
  return form({
    path: '/account/password',
    who: 'signed-in',
    at: nowhere,
    fields: z.object({ present_password: typedPassword, password: typedPassword }),
    show: ({ say }, _, state) => {
      const t = say.of(messages)
      const words = { title: t('password.title'), submit: t('password.save') }
      return Promise.resolve(
        accountForm(
          say,
          state,
          words,
          input({
            say,
            state,
            name: 'present_password',
            label: t('password.old'),
            type: 'password',
            autocomplete: 'current-password',
          }),
          input({
            say,
            state,
            name: 'password',
            label: t('password.new'),
            hint: t('password.hint'),
            type: 'password',
            autocomplete: 'new-password',
          }),
        ),
      )
    },
    submit: async (visit, _, { present_password: present, password }) => {
      await changePassword(ground, visit.actor, visit, { present, password })
      return { redirect: '/account', notice: messages['password.saved'] }
    },
  })
}

function codesForm(ground: Ground) {
  const shown = (
    say: Parameters<typeof accountForm>[0],
    state: Parameters<typeof accountForm>[1],
  ) => {
    const t = say.of(messages)
    const words = { title: t('codes.title'), submit: t('codes.make'), text: t('codes.text') }
    return accountForm(say, state, words, passwordInput(say, state))
  }
  return form({
    path: '/account/codes',
    who: 'signed-in',
    at: nowhere,
    fields: z.object({ password: typedPassword }),
    show: ({ say }, _, state) => Promise.resolve(shown(say, state)),
    submit: (visit, _, { password }) =>
      tellingLocks(
        visit,
        async () => {
          await renewCodes(ground, visit, password)
          return { redirect: '/enrol/codes?then=/account' }
        },
        (state) => Promise.resolve(shown(visit.say, state)),
      ),
  })
}

function sessionActions(ground: Ground) {
  return [
    action({
      path: '/account/sessions/{id}/end',
      who: 'signed-in',
      at: z.object({ id: opaqueId }),
      fields: nowhere,
      act: async ({ actor }, { id }) => {
        const ended = await deleteSessions(ground.database, actor.person.id, { only: id })
        if (ended === 0) throw problem('not-found')
        return { redirect: '/account#sessions', notice: messages['sessions.ended'] }
      },
    }),
    action({
      path: '/account/sessions/end-others',
      who: 'signed-in',
      at: nowhere,
      fields: nowhere,
      act: async ({ actor, headers }) => {
        const session = await sessionOf(ground, headers)
        if (!session) throw problem('not-found')
        await deleteSessions(ground.database, actor.person.id, { except: session.id })
        return { redirect: '/account#sessions', notice: messages['sessions.othersEnded'] }
      },
    }),
  ]
}

function removePasskey(ground: Ground) {
  return action({
    path: '/account/passkeys/{id}/remove',
    who: 'signed-in',
    at: z.object({ id: opaqueId }),
    fields: nowhere,
    act: async ({ actor }, { id }) => {
      const { id: person } = actor.person
      await ground.database.transact(async (db) => {
        if (!(await deletePasskey(db, person, id))) throw problem('not-found')
        await ground.audit.record(db, actor, {
          action: 'identity.passkey-removed',
          subject: { type: 'person', id: person },
          institutions: [],
        })
      })
      return { redirect: '/account#passkeys', notice: messages['passkeys.removed'] }
    },
  })
}

function tokenForm(ground: Ground) {
  return form({
    path: '/account/tokens/new',
    who: 'signed-in',
    at: nowhere,
    fields: tokenFields,
    start: () => Promise.resolve({ days: '90' }),
    show: ({ say, actor }, _, state) => {
      const t = say.of(messages)
      const text = t('tokens.text', { institution: actor.institutionName[say.htmlLang] })
      const words = { title: t('tokens.make'), submit: t('tokens.make'), text }
      return Promise.resolve(
        accountForm(
          say,
          state,
          words,
          input({ say, state, name: 'name', label: t('tokens.name'), hint: t('tokens.name.hint') }),
          input({
            say,
            state,
            name: 'days',
            label: t('tokens.days'),
            hint: t('tokens.days.hint'),
            type: 'number',
            inputmode: 'numeric',
            size: 5,
          }),
        ),
      )
    },
    submit: async ({ say, actor }, _, fields) =>
      tokenPage(say, (await makeApiToken(ground, actor, fields)).token),
  })
}

function endToken(ground: Ground) {
  return action({
    path: '/account/tokens/{id}/end',
    who: 'signed-in',
    at: z.object({ id: z.uuid() }),
    fields: nowhere,
    act: async ({ actor }, { id }) => {
      await endApiToken(ground, actor, id)
      return { redirect: '/account#tokens', notice: messages['tokens.ended'] }
    },
  })
}
