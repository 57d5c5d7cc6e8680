import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { NewSystem, SystemView } from '../contract.ts'
import { dayOf } from '../day.ts'
import { findInstitution } from '../institutions/institution-store.ts'
import { problem } from '../problems.ts'
import { insertRecord, insertSystem } from './system-store.ts'

/** The short way onto the register: what the bus must know, and a record that starts as «being built». */
export async function registerSystem(
  db: Db,
  actor: Actor,
  system: NewSystem,
  now: Date,
): Promise<SystemView> {
  const institution = await findInstitution(db, system.institution)
  if (!institution || institution.id !== actor.institution) throw problem('institution-not-found')
  if (institution.status !== 'active') throw problem('institution-suspended')
  const { code, name, purpose } = system
  const id = `${institution.id}.${code}`
  const at = { institution: institution.id, code }
  if (!(await insertSystem(db, { id, ...at, nameSw: name.sw, nameEn: name.en }))) {
    throw problem('system-code-taken', { extra: { field: 'code' } })
  }
  await insertRecord(db, {
    system: id,
    institution: institution.id,
    purposeSw: purpose.sw,
    purposeEn: purpose.en,
    lifecycle: 'building',
    since: dayOf(now),
    at: now,
    by: actor.person.name,
  })
  return { id, ...at, name, purpose, status: 'active', lifecycle: 'building' }
}
