import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireKeeperOrEga } from '../keepers.ts'
import { titles } from '../lists/titles.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { day, line, listedCode } from '../shapes.ts'
import { requireOrder } from './dated-change.ts'
import { closePresent, findPresentStart, insertHead, selectHeads } from './dated-store.ts'
import { findInstitution } from './institution-store.ts'

export const headChange = z.strictObject({
  name: line(200),
  title: listedCode(titles),
  from: day,
})

/** Who heads the institution, for the register. Who may sign for it is an appointment, which identity keeps. */
export async function appointHead(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  { name, title, from }: z.output<typeof headChange>,
): Promise<void> {
  requireKeeperOrEga(actor, id)
  const now = deps.now()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findInstitution(db, id))) throw problem('institution-not-found')
    requireOrder(from, await findPresentStart(db, 'institution_head', id), dayOf(now))
    const present = (await selectHeads(db, id)).find(({ to }) => to === null)
    await closePresent(db, 'institution_head', id, from)
    await insertHead(db, { institution: id, name, title, from })
    const before = present ? { name: present.name, title: present.title } : null
    const after = { name, title, from }
    await insertRevision(
      db,
      actor,
      { subjectType: 'institution', subject: id, institution: id, part: 'head', before, after },
      now,
    )
    await deps.audit.record(db, actor, {
      action: 'register.head-recorded',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { before, after },
    })
  })
}
