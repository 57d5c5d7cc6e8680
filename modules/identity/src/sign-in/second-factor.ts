import { symmetricDecrypt } from 'better-auth/crypto'
import { authHeaders, setCookiesOf, withoutSession } from '../auth/cookies.ts'
import { deleteSessions } from '../auth/session-store.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { digestOf } from '../link-token.ts'
import { selectInstitutionsServed } from '../people/appointment-store.ts'
import { findUnverifiedSecret, forgetSecondFactor, markCodesKept } from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { deleteAttempts, useCode } from './attempt-store.ts'
import { base32 } from './base32.ts'
import { countTry, forgive, keyOf } from './guard.ts'
import { sessionOf, type OpenSession } from './sessions.ts'
import { endPrevious, openSession, type From } from './sign-in.ts'

/** Who owes a code: by the challenge after a password, or in a session that an institution's provider opened. */
export async function whoOwesCode(
  ground: Ground,
  from: From,
): Promise<{ readonly person: string; readonly session: OpenSession | undefined } | undefined> {
  const headers = authHeaders(from.headers, from.address)
  const challenged = await ground.auth().api.challenged({ headers })
  if (challenged) return { person: challenged.person, session: undefined }
  const session = await sessionOf(ground, from.headers)
  if (session?.secondFactor !== 'none' || !session.enrolled) return undefined
  return { person: session.person.id, session }
}

/**
 * The second step: a code of the authenticator, or one of the recovery codes, each of them once.
 * @throws Problem `identity.wrong-code`, `identity.locked`, `identity.challenge-over`
 */
export async function verifyCode(ground: Ground, from: From, typed: string): Promise<Headers> {
  const { database, now } = ground
  const owes = await whoOwesCode(ground, from)
  if (!owes) throw problem('challenge-over')
  const { person, session } = owes
  await countTry(database, now(), ['code-address', from.address], ['code-person', person])
  const headers = authHeaders(from.headers, from.address)
  const answer = await checkCode(ground, session ? headers : withoutSession(headers), person, typed)
  await deleteAttempts(database, [keyOf('code-person', person)])
  await forgive(database, ['code-address', from.address])
  await endPrevious(ground, from.headers)
  if (!session) return setCookiesOf(answer)
  return await openSession(ground, from, person, 'totp', session.boundTo)
}

async function checkCode(
  ground: Ground,
  headers: Headers,
  person: string,
  typed: string,
): Promise<Response> {
  const { api } = ground.auth()
  const code = typed.replaceAll(/\s/g, '')
  const isTotp = /^\d{6}$/.test(code)
  if (isTotp && !(await useCode(ground.database, person, digestOf(code), ground.now()))) {
    throw wrongCode()
  }
  const answer = isTotp
    ? await api.verifyTOTP({ body: { code }, headers, asResponse: true })
    : await api.verifyBackupCode({ body: { code }, headers, asResponse: true })
  if (!answer.ok) throw wrongCode()
  return answer
}

const wrongCode = () => problem('wrong-code', { extra: { field: 'code' } })

/** Setting up a second factor: what the authenticator app needs to know. */
export interface Enrolment {
  /** In base32, as apps take it. */
  readonly secret: string
  /** What the QR code holds. */
  readonly uri: string
}

/** Who may set one up: whoever has none yet, or is fully signed in. */
export function mayEnrol(session: OpenSession | undefined): session is OpenSession {
  if (!session || session.demo) return false
  return session.secondFactor !== 'none' || !session.enrolled
}

/** The enrolment under way, if there is one. */
export async function findEnrolment(
  ground: Ground,
  session: OpenSession,
): Promise<Enrolment | undefined> {
  const { database, auth } = ground
  const sealed = await findUnverifiedSecret(database, session.person.id)
  if (sealed === undefined) return undefined
  const { secretConfig, appName } = await auth().$context
  const secret = base32(await symmetricDecrypt({ key: secretConfig, data: sealed }))
  const label = `${encodeURIComponent(appName)}:${encodeURIComponent(session.person.email)}`
  const query = new URLSearchParams({ secret, issuer: appName, digits: '6', period: '30' })
  // Apps read `+` as a plus sign.
  return { secret, uri: `otpauth://totp/${label}?${String(query).replaceAll('+', '%20')}` }
}

/**
 * Begins, or begins anew: the authenticator of before is no longer good. The password is asked for, so that a browser left
 * open is not enough.
 * @throws Problem `identity.wrong-password`, `identity.locked`
 */
export async function beginEnrolment(ground: Ground, from: From, password: string): Promise<void> {
  const { database, auth } = ground
  const session = await sessionOf(ground, from.headers)
  if (!mayEnrol(session)) throw problem('challenge-over')
  const { id } = session.person
  await requirePassword(ground, from, session, password)
  await database.transact((db) => forgetSecondFactor(db, id))
  const headers = authHeaders(from.headers, from.address)
  await auth().api.enableTwoFactor({ body: { password }, headers })
}

/** @throws Problem `identity.wrong-password`, `identity.locked` */
export async function requirePassword(
  { database, auth, now }: Ground,
  from: From,
  session: OpenSession,
  password: string,
): Promise<void> {
  const { email } = session.person
  await countTry(database, now(), ['password-address', from.address], ['password-email', email])
  const right = await auth()
    .api.verifyPassword({ body: { password }, headers: authHeaders(from.headers, from.address) })
    .then(
      () => true,
      () => false,
    )
  if (!right) throw problem('wrong-password', { extra: { field: 'password' } })
  await deleteAttempts(database, [keyOf('password-email', email)])
  await forgive(database, ['password-address', from.address])
}

/**
 * Ends an enrolment by a code of the new authenticator. The session is a new one from here on.
 * @throws Problem `identity.wrong-code`, `identity.locked`, `identity.challenge-over`
 */
export async function finishEnrolment(ground: Ground, from: From, typed: string): Promise<Headers> {
  const { database, now } = ground
  const session = await sessionOf(ground, from.headers)
  if (!mayEnrol(session) || !(await findEnrolment(ground, session))) {
    throw problem('challenge-over')
  }
  const { id } = session.person
  await countTry(database, now(), ['code-address', from.address], ['code-person', id])
  if (!/^\s*\d{3}\s*\d{3}\s*$/.test(typed)) throw wrongCode()
  await checkCode(ground, authHeaders(from.headers, from.address), id, typed)
  await deleteAttempts(database, [keyOf('code-person', id)])
  await database.transact(async (db) => {
    await markCodesKept(db, id, null)
    await deleteSessions(db, id)
    await ground.audit.record(
      db,
      { agent: 'guest' },
      {
        action: 'identity.second-factor-set',
        subject: { type: 'person', id },
        institutions: await selectInstitutionsServed(db, id, dayOf(now())),
        detail: { name: session.person.name },
      },
    )
  })
  return await openSession(ground, from, id, 'totp', session.boundTo)
}

/** The codes, until the person has said that they are kept; then never again. */
export async function showCodes(ground: Ground, person: string): Promise<readonly string[]> {
  const shown = await ground.auth().api.viewBackupCodes({ body: { userId: person } })
  return shown.backupCodes
}

/** New ones; those of before are no longer good. @throws Problem `identity.wrong-password`, `identity.locked` */
export async function renewCodes(ground: Ground, from: From, password: string): Promise<void> {
  const session = await sessionOf(ground, from.headers)
  if (!session || session.secondFactor === 'none') throw problem('challenge-over')
  await requirePassword(ground, from, session, password)
  const headers = authHeaders(from.headers, from.address)
  await ground.auth().api.generateBackupCodes({ body: { password }, headers })
  await markCodesKept(ground.database, session.person.id, null)
}
