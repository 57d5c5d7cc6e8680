import { deleteSessions } from '../auth/session-store.ts'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { changedMail } from '../mail/letters.ts'
import { insertMail } from '../mail/mail-store.ts'
import { renamePerson, setPassword } from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { requireGoodPassword } from '../sign-in/password-rules.ts'
import { requirePassword } from '../sign-in/second-factor.ts'
import { sessionOf } from '../sign-in/sessions.ts'
import type { From } from '../sign-in/sign-in.ts'

// As owner, and by the person's own id: who only reads the country (auditor) keeps an account of their own too.

/**
 * Sets another password; every other session ends.
 * @throws Problem `identity.wrong-password`, `identity.weak-password`, `identity.locked`, `identity.challenge-over`
 */
export async function changePassword(
  ground: Ground,
  actor: Actor,
  from: From,
  { present, password }: { readonly present: string; readonly password: string },
): Promise<void> {
  const { database, audit, auth, now, mailGoesOut } = ground
  const session = await sessionOf(ground, from.headers)
  // The demo's password is public and stays as it is printed.
  if (!session || session.demo) throw problem('challenge-over')
  await requirePassword(ground, from, session, present)
  const { id, email, name } = actor.person
  requireGoodPassword(password, { name, email })
  const { password: passwords } = await auth().$context
  const passwordHash = await passwords.hash(password)
  const at = now()
  await database.transact(async (db) => {
    await setPassword(db, id, passwordHash, at)
    await deleteSessions(db, id, { except: session.id })
    await audit.record(db, actor, {
      action: 'identity.password-changed',
      subject: { type: 'person', id },
      institutions: [],
    })
    if (mailGoesOut) await insertMail(db, { ...changedMail({ name, by: name }), to: email, at })
  })
}

export async function changeName(ground: Ground, actor: Actor, name: string): Promise<void> {
  const { database, audit, now } = ground
  const { id } = actor.person
  await database.transact(async (db) => {
    await renamePerson(db, id, name, now())
    await audit.record(db, actor, {
      action: 'identity.person-renamed',
      subject: { type: 'person', id },
      institutions: [],
      detail: { before: actor.person.name, after: name },
    })
  })
}
