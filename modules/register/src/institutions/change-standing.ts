import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { day, id as idShape, line, listedCode, orNothing } from '../shapes.ts'
import { requireOrder } from './dated-change.ts'
import { closePresent, findPresentStart, insertStanding } from './dated-store.ts'
import { findInstitution, selectAncestors, setPresentStanding } from './institution-store.ts'

export const standingChange = z.strictObject({
  kind: orNothing(listedCode(kinds)),
  parent: orNothing(idShape),
  region: orNothing(listedCode(regions)),
  from: day,
  citation: orNothing(line(500)),
})

/** What kind of body it is, under whom and where. e-GA keeps this for the country. */
export async function changeStanding(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  change: z.output<typeof standingChange>,
): Promise<void> {
  requireEga(actor)
  const now = deps.now()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const before = await findInstitution(db, id)
    if (!before) throw problem('institution-not-found')
    const { parent, from } = change
    if (parent !== null) {
      if (!(await findInstitution(db, parent))) {
        throw problem('not-listed', { extra: { field: 'parent' } })
      }
      if (parent === id || (await selectAncestors(db, parent)).includes(id)) {
        throw problem('own-parent', { extra: { field: 'parent' } })
      }
    }
    requireOrder(from, await findPresentStart(db, 'institution_standing', id), dayOf(now))
    await closePresent(db, 'institution_standing', id, from)
    await insertStanding(db, { institution: id, ...change })
    await setPresentStanding(db, id, change)
    const { kind, region } = change
    const was = { kind: before.kind, parent: before.parent, region: before.region }
    await insertRevision(
      db,
      actor,
      {
        subjectType: 'institution',
        subject: id,
        institution: id,
        part: 'standing',
        before: was,
        after: { kind, parent, region, from },
      },
      now,
    )
    await deps.audit.record(db, actor, {
      action: 'register.institution-standing-changed',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { before: was, after: { kind, parent, region }, from },
    })
  })
}
