import { randomUUID } from 'node:crypto'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { digestOf } from '../link-token.ts'
import { problem } from '../problems.ts'
import { requireGoodPassword } from '../sign-in/password-rules.ts'
import { mayGive } from './appointing.ts'
import { insertAppointment, selectHeld } from './appointment-store.ts'
import {
  findOpenInvitation,
  lockOpenInvitation,
  markUsed,
  type InvitationRow,
} from './invitation-store.ts'
import { findPersonByEmail, insertPerson } from './person-store.ts'

// All of this is done for whoever holds the link, who is nobody yet: as owner, by the link's digest alone.

export interface InvitationView extends InvitationRow {
  readonly institutionName: Text
  /** Somebody with this address signs in already; they accept as who they are. */
  readonly personExists: boolean
}

/**
 * @throws Problem `identity.link-over`: used, withdrawn, too old, never made, or by somebody who may no longer give the role;
 *   which of them is not told
 */
export async function openInvitation(ground: Ground, token: string): Promise<InvitationView> {
  const { database, register, now } = ground
  const found = await findOpenInvitation(database, digestOf(token), now())
  if (!found) throw problem('link-over')
  await requireGiver(database, found, dayOf(now()))
  const names = await register.institutionNames(database, [found.institution])
  const { institution } = found
  const institutionName = names.get(institution) ?? { sw: institution, en: institution }
  const person = await findPersonByEmail(database, found.email)
  return { ...found, institutionName, personExists: person !== undefined }
}

/**
 * Makes the person, with a password, and the appointment; the second factor comes next and before anything can be done.
 * @throws Problem `identity.link-over`, `identity.weak-password`, `identity.account-exists`
 */
export async function acceptAsNewPerson(
  ground: Ground,
  token: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<{ readonly email: string }> {
  const { database, auth, now } = ground
  const at = now()
  const invitation = await findOpenInvitation(database, digestOf(token), at)
  if (!invitation) throw problem('link-over')
  requireGoodPassword(password, { name, email: invitation.email })
  const { password: passwords } = await auth().$context
  const passwordHash = await passwords.hash(password)
  return await database.transact(async (db) => {
    const locked = await lockOpenInvitation(db, digestOf(token), at)
    if (!locked) throw problem('link-over')
    const person = { id: randomUUID(), name, email: locked.email }
    if (!(await insertPerson(db, { ...person, passwordHash, demo: false, at }))) {
      throw problem('account-exists')
    }
    await appoint(ground, db, locked, person)
    return { email: locked.email }
  })
}

/**
 * Adds the appointment to somebody who has signed in.
 * @throws Problem `identity.link-over`, `identity.not-your-invitation`, `identity.not-yourself`
 */
export async function acceptAsPerson(
  ground: Ground,
  token: string,
  person: { readonly id: string; readonly name: string; readonly email: string },
): Promise<{ readonly institution: string }> {
  return await ground.database.transact(async (db) => {
    const locked = await lockOpenInvitation(db, digestOf(token), ground.now())
    if (!locked) throw problem('link-over')
    if (locked.email !== person.email) throw problem('not-your-invitation')
    if (locked.invitedBy === person.id) throw problem('not-yourself')
    await appoint(ground, db, locked, person)
    return { institution: locked.institution }
  })
}

/** Whoever lost the office meanwhile, or is suspended, lets nobody in any more: not by a link from before either. */
async function requireGiver(
  db: Db,
  { invitedBy, institution, role }: InvitationRow,
  today: string,
): Promise<void> {
  // Made at the terminal.
  if (invitedBy === null) return
  const held = await selectHeld(db, invitedBy, today)
  const inForce = held.filter(({ suspended }) => !suspended)
  if (!mayGive(inForce, { institution, role })) throw problem('link-over')
}

async function appoint(
  { audit, now }: Ground,
  db: Db,
  invitation: InvitationRow,
  person: { readonly id: string; readonly name: string },
): Promise<void> {
  const at = now()
  const today = dayOf(at)
  const { id, institution, role, to } = invitation
  await requireGiver(db, invitation, today)
  const held = await selectHeld(db, person.id, today)
  if (held.some((one) => one.institution === institution && one.role === role)) {
    throw problem('already-appointed')
  }
  const appointment = randomUUID()
  const from = invitation.from ?? today
  if (to !== null && to < from) throw problem('link-over')
  const madeBy = invitation.invitedBy ?? 'terminal'
  const made = { id: appointment, person: person.id, institution, role, from, to, madeBy, at }
  await insertAppointment(db, made)
  await markUsed(db, id, appointment, at)
  await audit.record(
    db,
    { agent: 'guest' },
    {
      action: 'identity.invitation-accepted',
      subject: { type: 'appointment', id: appointment },
      institutions: [institution],
      detail: { invitation: id, person: person.id, name: person.name, role, from, to },
    },
  )
}
