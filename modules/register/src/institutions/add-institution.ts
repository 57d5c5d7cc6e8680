import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { problem } from '../problems.ts'
import { code, id as idShape, line, listedCode, newId, orNothing } from '../shapes.ts'
import { insertName, insertStanding } from './dated-store.ts'
import { findInstitution, insertInstitution, type NewInstitution } from './institution-store.ts'

export const newInstitution = z.strictObject({
  id: newId,
  class: code,
  address: code,
  nameSw: line(300),
  nameEn: line(300),
  acronym: orNothing(line(40)),
  kind: listedCode(kinds),
  parent: orNothing(idShape),
  region: orNothing(listedCode(regions)),
})

export async function addInstitution(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof newInstitution>,
): Promise<void> {
  requireEga(actor)
  const { id, acronym, kind, parent, region } = given
  const name = { sw: given.nameSw, en: given.nameEn }
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (parent !== null && !(await findInstitution(db, parent))) {
      throw problem('not-listed', { extra: { field: 'parent' } })
    }
    const address = { class: given.class, code: given.address }
    const row = { id, ...address, name, acronym, kind, parent, region }
    if (!(await insertWithHistory(db, row, dayOf(deps.now())))) {
      throw problem('institution-taken', { extra: { field: 'id' } })
    }
    await deps.audit.record(db, actor, {
      action: 'register.institution-added',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { name, kind, ...address },
    })
  })
}

/** Whether it was added. `from` is the day since which we know it so; bodies are older than their records: null is allowed. */
export async function insertWithHistory(
  db: Db,
  row: NewInstitution,
  from: string | null,
): Promise<boolean> {
  if (!(await insertInstitution(db, row))) return false
  const { id: institution, name, acronym, kind, parent, region } = row
  const citation = null
  await insertName(db, { institution, name, acronym, from, citation })
  await insertStanding(db, { institution, kind, parent, region, from, citation })
  return true
}
