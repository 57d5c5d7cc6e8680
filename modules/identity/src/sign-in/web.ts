import { edge, loadAsset, type Redirect, type Visit, type Web } from '@mtandao/http'
import { Problem } from '@mtandao/problem'
import type { FormState, Page } from '@mtandao/ui'
import { z } from 'zod'
import { chooseInstitution } from '../auth/session-store.ts'
import { selectProviders } from '../auth/provider-store.ts'
import { authHeaders, setCookiesOf } from '../auth/cookies.ts'
import type { Actor } from '../contract.ts'
import { demoAccounts } from '../demo/accounts.ts'
import type { Ground } from '../ground.ts'
import { findPerson, markCodesKept } from '../people/person-store.ts'
import { emailShape, typedPassword } from '../people/shapes.ts'
import { codePage, codesPage, enrolBeginPage, enrolPage } from './code-pages.ts'
import { messages } from './messages.ts'
import { home, ownPath } from './own-path.ts'
import {
  beginEnrolment,
  findEnrolment,
  finishEnrolment,
  mayEnrol,
  showCodes,
  verifyCode,
  whoOwesCode,
} from './second-factor.ts'
import { sessionOf } from './sessions.ts'
import { signInPage } from './sign-in-page.ts'
import { signIn, type SignedIn } from './sign-in.ts'

const { page, form, action } = edge<Actor>()

const nowhere = z.object({})
const typedCode = z.string().trim().min(1).max(40)

type AnyVisit = Visit<Actor | undefined>

export function signInWeb(ground: Ground): Web<Actor> {
  return {
    routes: [
      passwordForm(ground),
      codeForm(ground),
      arrived(ground),
      enrolForm(ground),
      enrolBeginForm(ground),
      codesForm(ground),
      signOut(ground),
    ],
    operations: [],
    assets: [loadAsset(new URL('../assets/passkey.js', import.meta.url))],
  }
}

/** Where the person was going: forms post to the address that they stand at, so it stays with them from step to step. */
function wantedOf({ url }: Pick<AnyVisit, 'url'>): string {
  return ownPath(url.searchParams.get('then') ?? undefined)
}

/** Where the next step is; what was wanted in the first place goes along. */
export function leadOn({ headers, next }: SignedIn, wanted: string | undefined): Redirect {
  const query = `?then=${encodeURIComponent(ownPath(wanted))}`
  const redirect =
    next === 'code'
      ? `/sign-in/code${query}`
      : next === 'enrol'
        ? `/enrol${query}`
        : ownPath(wanted)
  return { redirect, headers }
}

/** A lock is told on the form itself, with the way out beside it; every other refusal is the edge's. */
export async function tellingLocks(
  { say }: AnyVisit,
  work: () => Promise<Redirect | Page>,
  show: (state: FormState) => Promise<Page>,
): Promise<Redirect | Page> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'identity.locked') throw error
    const text = say.text(error.detail ?? error.kind.title)
    const shown = await show({ values: {}, faults: [{ field: '', text }] })
    return { ...shown, status: 429, faulty: true }
  }
}

function passwordForm(ground: Ground) {
  const shown = async (visit: AnyVisit, state: FormState, failed?: string): Promise<Page> => {
    const { say, headers, actor } = visit
    const { database, register, demo, publicUrl } = ground
    const providers = await selectProviders(database)
    const institutions = [
      ...providers.map(({ institution }) => institution),
      ...(demo ? demoAccounts.flatMap(({ appointments }) => appointments.map(([id]) => id)) : []),
    ]
    const names = await register.institutionNames(database, [...new Set(institutions)])
    return signInPage({
      say,
      state,
      wanted: wantedOf(visit),
      failed,
      session: await sessionOf(ground, headers),
      actor,
      providers,
      institutionName: (id) => names.get(id) ?? { sw: id, en: id },
      demo,
      passkeys: passkeysWork(publicUrl),
    })
  }
  return form({
    path: '/sign-in',
    who: 'anyone',
    at: z.object({ failed: z.string().max(40).optional() }),
    fields: z.object({ email: emailShape, password: typedPassword }),
    show: (visit, { failed }, state) => shown(visit, state, failed),
    submit: (visit, _, { email, password }) =>
      tellingLocks(
        visit,
        async () => leadOn(await signIn(ground, visit, { email, password }), wantedOf(visit)),
        (state) => shown(visit, { ...state, values: { email } }),
      ),
  })
}

/** A passkey belongs to a host name; browsers refuse it for an address in numbers. */
export function passkeysWork(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl)
  return !/^[\d.]+$|^\[/.test(hostname)
}

function codeForm(ground: Ground) {
  return form({
    path: '/sign-in/code',
    who: 'anyone',
    at: nowhere,
    fields: z.object({ code: typedCode }),
    show: async (visit, _, state) => {
      if (!(await whoOwesCode(ground, visit))) return { redirect: '/sign-in' }
      return codePage(visit.say, state)
    },
    submit: (visit, _, { code }) =>
      tellingLocks(
        visit,
        async () => ({
          redirect: wantedOf(visit),
          headers: await verifyCode(ground, visit, code),
        }),
        (state) => Promise.resolve(codePage(visit.say, state)),
      ),
  })
}

/** Back from an institution's provider: on to the code where the provider did not ask for a second factor itself. */
function arrived(ground: Ground) {
  return page({
    path: '/sign-in/arrived',
    who: 'anyone',
    at: nowhere,
    show: async (visit) => {
      const session = await sessionOf(ground, visit.headers)
      if (!session) return { redirect: '/sign-in?failed=institution' }
      const owes = session.enrolled ? 'code' : 'enrol'
      const next = session.secondFactor === 'none' ? owes : 'in'
      return leadOn({ headers: new Headers(), next }, wantedOf(visit))
    },
  })
}

function enrolForm(ground: Ground) {
  const shown = async (visit: AnyVisit, state: FormState) => {
    const session = await sessionOf(ground, visit.headers)
    if (!mayEnrol(session)) return undefined
    const enrolment = await findEnrolment(ground, session)
    return enrolment ? enrolPage(visit.say, state, enrolment) : enrolBeginPage(visit.say, state)
  }
  return form({
    path: '/enrol',
    who: 'anyone',
    at: nowhere,
    fields: z.object({ code: typedCode }),
    show: async (visit, _, state) => (await shown(visit, state)) ?? { redirect: '/sign-in' },
    submit: (visit, _, { code }) =>
      tellingLocks(
        visit,
        async () => ({
          redirect: `/enrol/codes?then=${encodeURIComponent(wantedOf(visit))}`,
          headers: await finishEnrolment(ground, visit, code),
        }),
        async (state) => (await shown(visit, state)) ?? enrolBeginPage(visit.say, state),
      ),
  })
}

function enrolBeginForm(ground: Ground) {
  return form({
    path: '/enrol/begin',
    who: 'anyone',
    at: nowhere,
    fields: z.object({ password: typedPassword }),
    show: async ({ say, headers }, _, state) => {
      const session = await sessionOf(ground, headers)
      return mayEnrol(session) ? enrolBeginPage(say, state) : { redirect: '/sign-in' }
    },
    submit: (visit, _, { password }) =>
      tellingLocks(
        visit,
        async () => {
          await beginEnrolment(ground, visit, password)
          return { redirect: '/enrol' }
        },
        (state) => Promise.resolve(enrolBeginPage(visit.say, state)),
      ),
  })
}

/** The recovery codes, until the person has said that they are kept. */
function codesForm(ground: Ground) {
  return form({
    path: '/enrol/codes',
    who: 'signed-in',
    at: nowhere,
    fields: nowhere,
    show: async ({ say, actor }) => {
      const person = await findPerson(ground.database, actor.person.id)
      const t = messages['codes.gone']
      if (!person?.enrolled || person.codesKept) return { redirect: '/account', notice: t }
      const codes = await showCodes(ground, person.id)
      return codesPage(say, codes)
    },
    submit: async (visit) => {
      await markCodesKept(ground.database, visit.actor.person.id, ground.now())
      return { redirect: wantedOf(visit), notice: messages['codes.done'] }
    },
  })
}

function signOut(ground: Ground) {
  return action({
    path: '/sign-out',
    who: 'anyone',
    at: nowhere,
    fields: nowhere,
    act: async ({ headers, address }) => {
      const answer = await ground
        .auth()
        .api.signOut({ headers: authHeaders(headers, address), asResponse: true })
      return { redirect: '/', notice: messages['out.done'], headers: setCookiesOf(answer) }
    },
  })
}

/** After an invitation was accepted by somebody who is in already. */
export async function actFor(
  ground: Ground,
  headers: Headers,
  institution: string,
): Promise<Redirect> {
  const session = await sessionOf(ground, headers)
  if (session) await chooseInstitution(ground.database, session.id, institution)
  return { redirect: home, notice: messages['invitation.accepted'] }
}
