import { randomUUID } from 'node:crypto'
import { holds, scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { peopleReaders, requireKeeper } from '../keepers.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { day, line, orNothing } from '../shapes.ts'
import {
  endMember,
  findCommittee,
  insertCommittee,
  insertMember,
  selectCommittees,
  setCharter,
  type Committee,
} from './committee-store.ts'

export const newCommittee = z.strictObject({
  establishedOn: day,
  charterReference: orNothing(line(300)),
  charterOn: orNothing(day),
})
export const charterChange = newCommittee.omit({ establishedOn: true })
export const newMember = z.strictObject({
  name: line(200),
  post: line(200),
  role: z.enum(['chair', 'secretary', 'member']),
  from: day,
})
export const memberEnd = z.strictObject({ member: z.uuid(), to: day })

export async function listCommittees(
  deps: RegisterDeps,
  actor: Actor,
  asked?: string,
): Promise<Committee[]> {
  if (!holds(actor, ...peopleReaders)) throw problem('not-yours')
  const institution = seesCountry(actor) ? (asked ?? actor.institution) : actor.institution
  return await selectCommittees(deps.database.within(scopeOf(actor)), institution)
}

export async function showCommittee(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
): Promise<Committee> {
  if (!holds(actor, ...peopleReaders)) throw problem('not-yours')
  const row = await findCommittee(deps.database.within(scopeOf(actor)), id)
  if (!row) throw problem('not-found')
  return row
}

export async function establishCommittee(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof newCommittee>,
): Promise<{ readonly id: string }> {
  const { institution } = actor
  requireKeeper(actor, institution)
  requireNotAhead(deps, given.establishedOn, 'establishedOn')
  const row = { id: randomUUID(), institution, kind: 'ict-steering' as const, ...given }
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await insertCommittee(db, { ...row, at: deps.now() }))) {
      throw problem('committee-exists', { extra: { field: 'establishedOn' } })
    }
    await writeDown(deps, db, actor, { committee: row, part: 'established', after: given })
  })
  return { id: row.id }
}

export async function changeCharter(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  given: z.output<typeof charterChange>,
): Promise<void> {
  await changeCommittee(deps, actor, id, async (db, committee) => {
    await setCharter(db, id, given.charterReference, given.charterOn)
    const { charterReference, charterOn } = committee
    const before = { charterReference, charterOn }
    await writeDown(deps, db, actor, { committee, part: 'charter', before, after: given })
  })
}

export async function seatMember(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  given: z.output<typeof newMember>,
): Promise<void> {
  requireNotAhead(deps, given.from, 'from')
  await changeCommittee(deps, actor, id, async (db, committee) => {
    if (!(await insertMember(db, committee, { id: randomUUID(), ...given }))) {
      throw problem('office-taken', { extra: { field: 'role' } })
    }
    await writeDown(deps, db, actor, { committee, part: 'member-seated', after: given })
  })
}

export async function endSeat(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  { member, to }: z.output<typeof memberEnd>,
): Promise<void> {
  requireNotAhead(deps, to, 'to')
  await changeCommittee(deps, actor, id, async (db, committee) => {
    if (!(await endMember(db, id, member, to))) throw problem('not-found')
    await writeDown(deps, db, actor, { committee, part: 'member-left', after: { member, to } })
  })
}

async function changeCommittee(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  change: (db: Db, committee: Committee) => Promise<void>,
): Promise<void> {
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const committee = await findCommittee(db, id)
    if (!committee || committee.institution !== actor.institution) throw problem('not-found')
    requireKeeper(actor, committee.institution)
    await change(db, committee)
  })
}

async function writeDown(
  deps: RegisterDeps,
  db: Db,
  actor: Actor,
  change: {
    readonly committee: Pick<Committee, 'id' | 'institution'>
    readonly part: string
    readonly before?: Readonly<Record<string, unknown>>
    readonly after: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { id, institution } = change.committee
  const { part, before = null, after } = change
  const what = { subjectType: 'committee' as const, subject: id, institution, part, before, after }
  await insertRevision(db, actor, what, deps.now())
  await deps.audit.record(db, actor, {
    action: `register.committee-${part === 'charter' ? 'charter-changed' : part}`,
    subject: { type: 'committee', id },
    institutions: [institution],
    detail: after,
  })
}

function requireNotAhead(deps: RegisterDeps, given: string, field: string): void {
  if (given > dayOf(deps.now())) throw problem('date-ahead', { extra: { field } })
}
