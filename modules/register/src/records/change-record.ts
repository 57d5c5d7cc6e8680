import { randomUUID } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { refreshFindings } from '../findings/refresh-findings.ts'
import { findSite } from '../sites/site-store.ts'
import { keeps } from '../keepers.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { findSystem, insertRecord } from '../systems/system-store.ts'
import type {
  costPart,
  dataPart,
  hostingPart,
  purposePart,
  securityPart,
  sourcePart,
} from './parts.ts'
import type { Detail, SystemFile } from './record.ts'
import {
  findFile,
  insertAssessment,
  lockRecord,
  raiseVersion,
  setData,
  setDetail,
  setPurpose,
  setSystemName,
} from './record-store.ts'

/** Which record, and which version of it the person has read: 0 when there was none. */
export interface Whose {
  readonly id: string
  readonly version: number
}

type Values = Readonly<Record<string, unknown>>

/** Name, purpose and place in life. The first time it makes the record: from then on the system is registered. */
export async function changePurpose(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  given: z.output<typeof purposePart>,
): Promise<void> {
  const { nameSw, nameEn, purposeSw, purposeEn, ...rest } = given
  const purpose = { purpose: { sw: purposeSw, en: purposeEn }, ...rest }
  requireNotAhead(deps, given.lifecycleSince, 'lifecycleSince')
  await changePart(deps, actor, { ...whose, part: 'purpose', makes: true }, async (db, file) => {
    const { replacedBy } = given
    if (replacedBy !== null) {
      const other = await findSystem(db, replacedBy)
      if (!other || other.id === file.id)
        throw problem('not-listed', { extra: { field: 'replacedBy' } })
    }
    if (!file.record) {
      await insertRecord(db, {
        system: file.id,
        institution: file.institution,
        purposeSw,
        purposeEn,
        lifecycle: given.lifecycle,
        since: given.lifecycleSince,
        at: deps.now(),
        by: actor.person.name,
      })
    }
    await setSystemName(db, file.id, nameSw, nameEn)
    await setPurpose(db, file.id, purpose)
    return {
      before: file.record && purposeOf(file),
      after: { name: { sw: nameSw, en: nameEn }, ...purpose },
    }
  })
}

export async function changeData(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  { data }: z.output<typeof dataPart>,
): Promise<void> {
  // Said twice, the master counts: a system cannot be master and copy of the same data.
  const byEntity = new Map([...data].sort(copiesFirst).map((one) => [one.entity, one]))
  const held = [...byEntity.values()]
  await changePart(deps, actor, { ...whose, part: 'data' }, async (db, file) => {
    await setData(db, file, held)
    return { before: { data: file.record?.data ?? [] }, after: { data: held } }
  })
}

export async function changeHosting(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  given: z.output<typeof hostingPart>,
): Promise<void> {
  if (given.drilledOn !== null) requireNotAhead(deps, given.drilledOn, 'drilledOn')
  await changePart(deps, actor, { ...whose, part: 'hosting' }, async (db, file) => {
    for (const field of ['hostingSite', 'recoverySite'] as const) {
      const site = given[field]
      if (site !== null && !(await findSite(db, site))) {
        throw problem('not-listed', { extra: { field } })
      }
    }
    return await detailChange(db, file, given)
  })
}

/** Assessments are added, never taken away: dates only, what was found is no matter of the register. */
export async function recordAssessment(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  given: z.output<typeof securityPart>,
): Promise<void> {
  requireNotAhead(deps, given.on, 'on')
  await changePart(deps, actor, { ...whose, part: 'security' }, async (db, file) => {
    await insertAssessment(db, file, { ...given, assessment: randomUUID() }, deps.now())
    return { before: null, after: given }
  })
}

export async function changeSource(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  given: z.output<typeof sourcePart>,
): Promise<void> {
  if (given.builtOn !== null) requireNotAhead(deps, given.builtOn, 'builtOn')
  await changePart(deps, actor, { ...whose, part: 'source' }, (db, file) =>
    detailChange(db, file, given),
  )
}

export async function changeCost(
  deps: RegisterDeps,
  actor: Actor,
  whose: Whose,
  given: z.output<typeof costPart>,
): Promise<void> {
  await changePart(deps, actor, { ...whose, part: 'cost' }, (db, file) =>
    detailChange(db, file, given),
  )
}

/** «Bado ni kweli»: nothing changed, and somebody looked. */
export async function confirmRecord(deps: RegisterDeps, actor: Actor, whose: Whose): Promise<void> {
  await changePart(deps, actor, { ...whose, part: 'confirmed' }, async () => ({
    before: null,
    after: null,
  }))
}

type Change = (
  db: Db,
  file: SystemFile,
) => Promise<{ readonly before: Values | null; readonly after: Values | null }>

/** What every change of a record does besides: who may, whether somebody was faster, history, act, findings. */
async function changePart(
  deps: RegisterDeps,
  actor: Actor,
  { id, version, part, makes = false }: Whose & { part: string; makes?: boolean },
  change: Change,
): Promise<void> {
  const now = deps.now()
  const institution = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const file = await findOwn(db, actor, id)
    const present = await lockRecord(db, id)
    if (present === undefined && !makes) throw problem('record-missing')
    if ((present ?? 0) !== version) throw problem('record-changed')
    const { before, after } = await change(db, file)
    await raiseVersion(db, id, { at: now, by: actor.person.name })
    const where = { subject: id, institution: file.institution, part }
    await insertRevision(db, actor, { subjectType: 'system', ...where, before, after }, now)
    await deps.audit.record(db, actor, {
      action: part === 'confirmed' ? 'register.record-confirmed' : 'register.record-changed',
      subject: { type: 'system', id },
      institutions: [file.institution],
      detail: { part, version: version + 1 },
    })
    return file.institution
  })
  await refreshFindings(deps, institution)
}

/** Another institution's system is not there to be changed. */
async function findOwn(db: Db, actor: Actor, id: string): Promise<SystemFile> {
  const file = await findFile(db, id)
  if (!file || file.institution !== actor.institution) throw problem('system-not-found')
  if (!keeps(actor, file.institution)) throw problem('not-yours')
  return file
}

async function detailChange(db: Db, file: SystemFile, given: Partial<Detail>) {
  const detail = file.record?.detail
  const before = Object.fromEntries(
    Object.keys(given).map((name) => [name, detail?.[name as keyof Detail] ?? null]),
  )
  await setDetail(db, file.id, given)
  return { before, after: given }
}

function purposeOf({ name, record }: SystemFile): Values {
  if (!record) return {}
  const { purpose, lifecycle, lifecycleSince, capabilities, userGroups, owner, replacedBy } = record
  return { name, purpose, lifecycle, lifecycleSince, capabilities, userGroups, owner, replacedBy }
}

function requireNotAhead(deps: RegisterDeps, day: string, field: string): void {
  if (day > dayOf(deps.now())) throw problem('date-ahead', { extra: { field } })
}

const copiesFirst = (a: { role: string }, b: { role: string }) =>
  Number(a.role === 'master') - Number(b.role === 'master')
