import { authHeaders, setCookiesOf, withCookies, withoutSession } from '../auth/cookies.ts'
import { deleteSessions } from '../auth/session-store.ts'
import type { Ground } from '../ground.ts'
import { findPersonByEmail, type PersonRow } from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { deleteAttempts } from './attempt-store.ts'
import { countTry, forgive, keyOf } from './guard.ts'
import { sessionOf } from './sessions.ts'

/** Where the browser came from; its cookies. */
export interface From {
  readonly headers: Headers
  readonly address: string
}

export interface SignedIn {
  /** Set-Cookie lines for the answer. */
  readonly headers: Headers
  /** `code`: the second factor is asked for; `enrol`: it is set up first; `in`: done. */
  readonly next: 'code' | 'enrol' | 'in'
}

/**
 * The first step: address and password. A wrong one, an unknown one and one that may not sign in are told alike.
 * @throws Problem `identity.wrong-credentials`, `identity.locked`
 */
export async function signIn(
  ground: Ground,
  from: From,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedIn> {
  const { database, auth, now } = ground
  await countTry(database, now(), ['password-address', from.address], ['password-email', email])
  const headers = withoutSession(authHeaders(from.headers, from.address))
  const answer = await auth().api.signInEmail({
    body: { email, password },
    headers,
    asResponse: true,
  })
  if (!answer.ok) throw problem('wrong-credentials', { extra: { field: 'password' } })
  const person = await findPersonByEmail(database, email)
  if (!person) throw new Error('invariant: better-auth let in a person that is not there')
  if (person.demo && !ground.demo) {
    await deleteSessions(database, person.id)
    throw problem('wrong-credentials', { extra: { field: 'password' } })
  }
  await deleteAttempts(database, [keyOf('password-email', email)])
  await forgive(database, ['password-address', from.address])
  await endPrevious(ground, from.headers)
  if (person.demo) return await openDemoSession(ground, from, person, answer)
  if (person.enrolled) return { headers: setCookiesOf(answer), next: 'code' }
  const enrolling = withCookies(headers, answer.headers.getSetCookie())
  await auth().api.enableTwoFactor({ body: { password }, headers: enrolling })
  return { headers: setCookiesOf(answer), next: 'enrol' }
}

/** Demo accounts have no second factor; the session says so. */
async function openDemoSession(
  ground: Ground,
  from: From,
  person: PersonRow,
  answer: Response,
): Promise<SignedIn> {
  const opened = withCookies(authHeaders(from.headers, from.address), answer.headers.getSetCookie())
  const first = await sessionOf(ground, opened)
  if (first) await deleteSessions(ground.database, person.id, { only: first.id })
  return { headers: await openSession(ground, from, person.id, 'demo'), next: 'in' }
}

/** A session for somebody who has proved enough. Its cookie is new in every case (session fixation). */
export async function openSession(
  ground: Ground,
  from: From,
  person: string,
  secondFactor: 'demo' | 'totp' | 'recovery-code',
  boundTo: string | null = null,
): Promise<Headers> {
  const answer = await ground.auth().api.openSession({
    body: { person, secondFactor, boundTo },
    headers: withoutSession(authHeaders(from.headers, from.address)),
    asResponse: true,
  })
  if (!answer.ok) throw new Error('invariant: no session was opened')
  return setCookiesOf(answer)
}

/** Whoever signs in again in this browser leaves what was open in it. */
export async function endPrevious(ground: Ground, headers: Headers): Promise<void> {
  const previous = await sessionOf(ground, headers)
  if (previous) {
    await deleteSessions(ground.database, previous.person.id, { only: previous.id })
  }
}
