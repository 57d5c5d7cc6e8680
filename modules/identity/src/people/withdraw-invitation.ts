import { scopeOf, type Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { problem } from '../problems.ts'
import { mayManage } from './appointing.ts'
import { withdrawInvitation as withdraw } from './invitation-store.ts'

/** The link is good for nothing from now on. @throws Problem `identity.not-found` */
export async function withdrawInvitation(
  { database, audit, now }: Ground,
  actor: Actor,
  id: string,
): Promise<{ readonly institution: string }> {
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const found = await withdraw(db, id, actor.person.id, now())
    if (!found || !mayManage(actor, found.institution)) throw problem('not-found')
    await audit.record(db, actor, {
      action: 'identity.invitation-withdrawn',
      subject: { type: 'invitation', id },
      institutions: [found.institution],
    })
    return found
  })
}
