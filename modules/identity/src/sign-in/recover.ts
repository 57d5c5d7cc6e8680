import { randomUUID } from 'node:crypto'
import type { Db } from '@mtandao/pg'
import { holds, type Actor } from '../contract.ts'
import { endTokens } from '../account/token-store.ts'
import { deleteSessions } from '../auth/session-store.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { digestOf, makeToken } from '../link-token.ts'
import { changedMail, recoveryMail } from '../mail/letters.ts'
import { insertMail } from '../mail/mail-store.ts'
import { selectInstitutionsServed } from '../people/appointment-store.ts'
import {
  findPerson,
  findPersonByEmail,
  forgetPasskeys,
  forgetSecondFactor,
  setPassword,
  type PersonRow,
} from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { deleteAttempts } from './attempt-store.ts'
import { countTry, keyOf } from './guard.ts'
import { requireGoodPassword } from './password-rules.ts'
import {
  findOpenRecovery,
  insertRecovery,
  markRecovered,
  type RecoveryRow,
} from './recovery-store.ts'

const recoveryMs = 60 * 60 * 1000
const officerRecoveryMs = 24 * 60 * 60 * 1000

/**
 * Sends a link to the address when somebody who may sign in has it. What is answered is the same in every case.
 * @throws Problem `identity.locked` for the network address alone
 */
export async function requestRecovery(
  ground: Ground,
  { email, address }: { readonly email: string; readonly address: string },
): Promise<void> {
  const { database, now, mailGoesOut, demo } = ground
  await countTry(database, now(), ['recovery-address', address])
  // Too many for one person: no more letters, and not a word to whoever asks.
  const calm = await countTry(database, now(), ['recovery-email', email]).then(
    () => true,
    () => false,
  )
  const person = await findPersonByEmail(database, email)
  if (!calm || !person || !mailGoesOut || (person.demo && !demo)) return
  const served = await selectInstitutionsServed(database, person.id, dayOf(now()))
  if (served.length === 0) return
  await database.transact(async (db) => {
    const { link, expiresAt } = await makeLink(ground, db, person.id, null, recoveryMs)
    const letter = recoveryMail({ name: person.name, link, expiresAt })
    await insertMail(db, { ...letter, to: person.email, at: now() })
  })
}

async function makeLink(
  { now, publicUrl }: Ground,
  db: Db,
  person: string,
  by: Actor | null,
  forMs: number,
): Promise<{ readonly link: string; readonly expiresAt: Date }> {
  const token = makeToken()
  const at = now()
  const expiresAt = new Date(at.getTime() + forMs)
  const id = randomUUID()
  const madeBy = by?.person.id ?? null
  const resetsSecondFactor = by !== null
  const made = { id, digest: digestOf(token), person, resetsSecondFactor, madeBy, at, expiresAt }
  await insertRecovery(db, made)
  return { link: `${publicUrl}/recover/${token}`, expiresAt }
}

/** @throws Problem `identity.link-over` */
export async function openRecovery(ground: Ground, token: string): Promise<RecoveryRow> {
  const found = await findOpenRecovery(ground.database, digestOf(token), ground.now())
  if (!found || (found.demo && !ground.demo)) throw problem('link-over')
  return found
}

/**
 * Sets the new password, ends every session, and unlocks. The second factor is still asked for, unless an officer's link
 * says that it is enrolled anew.
 * @throws Problem `identity.link-over`, `identity.weak-password`
 */
export async function recover(
  ground: Ground,
  token: string,
  password: string,
): Promise<{ readonly email: string }> {
  const { database, audit, auth, now, mailGoesOut } = ground
  const opened = await openRecovery(ground, token)
  requireGoodPassword(password, opened)
  const { password: passwords } = await auth().$context
  const passwordHash = await passwords.hash(password)
  const at = now()
  return await database.transact(async (db) => {
    const found = await findOpenRecovery(db, digestOf(token), at, { lock: true })
    if (!found) throw problem('link-over')
    const { person, email, name, resetsSecondFactor } = found
    await setPassword(db, person, passwordHash, at)
    await markRecovered(db, person, at)
    await deleteSessions(db, person)
    await deleteAttempts(db, keysOf(found))
    if (resetsSecondFactor) {
      await forgetSecondFactor(db, person)
      await forgetPasskeys(db, person)
      await endTokens(db, person, at)
    }
    const institutions = await selectInstitutionsServed(db, person, dayOf(at))
    await audit.record(
      db,
      { agent: 'guest' },
      {
        action: 'identity.password-recovered',
        subject: { type: 'person', id: person },
        institutions,
        detail: { second_factor_reset: resetsSecondFactor },
      },
    )
    if (mailGoesOut) await insertMail(db, { ...changedMail({ name, by: null }), to: email, at })
    return { email }
  })
}

const keysOf = ({ email, person }: { readonly email: string; readonly person: string }) => [
  keyOf('password-email', email),
  keyOf('code-person', person),
]

/**
 * Whether the actor may let this person in again. Whoever can do it could become that person: a head may for those who serve
 * in no other institution, e-GA's officers for all, nobody for himself.
 * @throws Problem `identity.not-found`, `identity.not-yourself`, `identity.ega-decides`
 */
async function requireCare(ground: Ground, actor: Actor, id: string): Promise<PersonRow> {
  const { database, now } = ground
  // As owner: whether the person serves elsewhere cannot be seen from within the head's own institution.
  const person = await findPerson(database, id)
  const served = person ? await selectInstitutionsServed(database, id, dayOf(now())) : []
  const country = holds(actor, 'ega-officer')
  const own = holds(actor, 'head') && served.includes(actor.institution)
  if (!person || served.length === 0 || actor.suspended || !(country || own))
    throw problem('not-found')
  if (id === actor.person.id) throw problem('not-yourself')
  if (!country && served.some((one) => one !== actor.institution)) throw problem('ega-decides')
  return person
}

/**
 * A link for somebody who has lost password and second factor, to be handed over in person: both are set anew.
 * @throws Problem as `requireCare`
 */
export async function makeRecoveryLink(
  ground: Ground,
  actor: Actor,
  id: string,
): Promise<{ readonly link: string; readonly expiresAt: Date; readonly name: string }> {
  const { database, audit, mailGoesOut, now } = ground
  const person = await requireCare(ground, actor, id)
  return await database.transact(async (db) => {
    const { link, expiresAt } = await makeLink(ground, db, id, actor, officerRecoveryMs)
    await audit.record(db, actor, {
      action: 'identity.recovery-link-made',
      subject: { type: 'person', id },
      institutions: await selectInstitutionsServed(db, id, dayOf(now())),
      detail: { name: person.name },
    })
    if (mailGoesOut) {
      const letter = changedMail({ name: person.name, by: actor.person.name })
      await insertMail(db, { ...letter, to: person.email, at: now() })
    }
    return { link, expiresAt, name: person.name }
  })
}

/** Lets somebody try again at once. @throws Problem as `requireCare` */
export async function unlockPerson(ground: Ground, actor: Actor, id: string): Promise<void> {
  const person = await requireCare(ground, actor, id)
  await ground.database.transact(async (db) => {
    await deleteAttempts(db, keysOf({ email: person.email, person: id }))
    await ground.audit.record(db, actor, {
      action: 'identity.person-unlocked',
      subject: { type: 'person', id },
      institutions: await selectInstitutionsServed(db, id, dayOf(ground.now())),
      detail: { name: person.name },
    })
  })
}
