import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireKeeperOrEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { day, line, orNothing } from '../shapes.ts'
import { requireOrder } from './dated-change.ts'
import { closePresent, findPresentStart, insertName } from './dated-store.ts'
import { findInstitution, setPresentName } from './institution-store.ts'

export const nameChange = z.strictObject({
  nameSw: line(300),
  nameEn: line(300),
  acronym: orNothing(line(40)),
  from: day,
  citation: orNothing(line(500)),
})

/** The old name keeps its row and gets an end. */
export async function changeName(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  change: z.output<typeof nameChange>,
): Promise<void> {
  requireKeeperOrEga(actor, id)
  const now = deps.now()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const before = await findInstitution(db, id)
    if (!before) throw problem('institution-not-found')
    requireOrder(change.from, await findPresentStart(db, 'institution_name', id), dayOf(now))
    const name = { sw: change.nameSw, en: change.nameEn }
    const { acronym, from, citation } = change
    await closePresent(db, 'institution_name', id, from)
    await insertName(db, { institution: id, name, acronym, from, citation })
    await setPresentName(db, id, name, acronym)
    await insertRevision(
      db,
      actor,
      {
        subjectType: 'institution',
        subject: id,
        institution: id,
        part: 'name',
        before: { sw: before.name.sw, en: before.name.en, acronym: before.acronym },
        after: { ...name, acronym, from },
      },
      now,
    )
    await deps.audit.record(db, actor, {
      action: 'register.institution-renamed',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { before: before.name, after: name, acronym, from, citation },
    })
  })
}
