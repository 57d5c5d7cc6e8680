import { randomUUID } from 'node:crypto'
import { scopeOf, type Actor, type Role } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { digestOf, makeToken } from '../link-token.ts'
import { invitationMail } from '../mail/letters.ts'
import { insertMail } from '../mail/mail-store.ts'
import { problem } from '../problems.ts'
import { rolesToGive } from './appointing.ts'
import { insertInvitation, selectOpenInvitations } from './invitation-store.ts'

const invitationDays = 7
export const openInvitationsMax = 200

export interface InviteCommand {
  readonly institution: string
  readonly role: Role
  readonly email: string
  readonly name: string
  /** Days of the appointment, `YYYY-MM-DD`; null: from acceptance, until further notice. */
  readonly from: string | null
  readonly to: string | null
}

export interface Invited {
  readonly id: string
  /** Shown once: it lets whoever has it become the invited person. */
  readonly link: string
  readonly expiresAt: Date
  /** Also sent to the address. */
  readonly mailed: boolean
}

/**
 * @throws Problem `identity.role-not-yours-to-give`, `identity.not-yourself`, `identity.institution-unknown`,
 *   `identity.dates-crossed`, `identity.too-many`
 */
export async function invitePerson(
  ground: Ground,
  actor: Actor,
  command: InviteCommand,
): Promise<Invited> {
  const { database, audit, register, now, publicUrl, mailGoesOut } = ground
  const { institution, role, email, name, from, to } = command
  if (!rolesToGive(actor, institution).includes(role)) {
    throw problem('role-not-yours-to-give', { extra: { field: 'role' } })
  }
  if (email === actor.person.email) throw problem('not-yourself', { extra: { field: 'email' } })
  if (from !== null && to !== null && to < from) {
    throw problem('dates-crossed', { extra: { field: 'to' } })
  }
  const token = makeToken()
  const at = now()
  const expiresAt = new Date(at.getTime() + invitationDays * 86_400_000)
  const id = randomUUID()
  const link = `${publicUrl}/invitation/${token}`
  await database.within(scopeOf(actor)).transact(async (db) => {
    const found = await register.findInstitution(db, institution)
    if (!found) throw problem('institution-unknown', { extra: { field: 'institution' } })
    const open = await selectOpenInvitations(db, institution, at)
    if (open.length >= openInvitationsMax) throw problem('too-many')
    const by = { by: actor.person.id, byName: actor.person.name }
    const made = { id, digest: digestOf(token), institution, role, email, name, from, to }
    await insertInvitation(db, { ...made, ...by, at, expiresAt })
    await audit.record(db, actor, {
      action: 'identity.person-invited',
      subject: { type: 'invitation', id },
      institutions: [institution],
      detail: { role, name, from, to },
    })
  })
  if (mailGoesOut) {
    // The letter holds the link: only identity itself, as owner, reads the letters that wait.
    const institutionName = (await register.institutionNames(database, [institution])).get(
      institution,
    )
    const letter = invitationMail({ name, institutionName, by: actor.person.name, link, expiresAt })
    await insertMail(database, { ...letter, to: email, at })
  }
  return { id, link, expiresAt, mailed: mailGoesOut }
}
