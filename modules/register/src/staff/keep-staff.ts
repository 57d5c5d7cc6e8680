import { randomUUID } from 'node:crypto'
import { holds, scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { z } from 'zod'
import type { Page } from '../contract.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { peopleReaders, requireKeeper } from '../keepers.ts'
import { problem } from '../problems.ts'
import { insertRevision } from '../revision-store.ts'
import { day, line, orNothing } from '../shapes.ts'
import {
  countStaff,
  findStaff,
  insertStaff,
  selectStaff,
  updateStaff,
  type Staff,
} from './staff-store.ts'
import { vettingOn, vettingStates, type Vetting } from './vetting.ts'

export const newStaff = z.strictObject({ name: line(200), post: line(200) })

/** Strict: whatever else is sent about a person, findings above all, is refused. */
export const staffChange = z.strictObject({
  name: line(200),
  post: line(200),
  vetting: z.enum(vettingStates),
  vettingSince: orNothing(day),
  vettingUntil: orNothing(day),
  vettingReference: orNothing(line(100)),
  oathOn: orNothing(day),
  oathWitness: orNothing(line(200)),
  oathReference: orNothing(line(100)),
  leftOn: orNothing(day),
})

/** Whose people may be read: the institution's own, and any for the country's readers that read about people. */
function readable(actor: Actor, asked: string | undefined): string {
  if (!holds(actor, ...peopleReaders)) throw problem('not-yours')
  return seesCountry(actor) ? (asked ?? actor.institution) : actor.institution
}

export async function listStaff(
  deps: RegisterDeps,
  actor: Actor,
  search: {
    readonly institution?: string | undefined
    readonly left: boolean
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<Page<Staff>> {
  const institution = readable(actor, search.institution)
  const limit = Math.max(1, Math.min(search.limit, 200))
  const rows = await selectStaff(deps.database.within(scopeOf(actor)), {
    ...search,
    institution,
    limit,
  })
  const today = dayOf(deps.now())
  const items = rows.slice(0, limit).map((row) => ({ ...row, vetting: vettingOn(row, today) }))
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}

export async function staffCounts(
  deps: RegisterDeps,
  actor: Actor,
  asked?: string,
): Promise<Readonly<Record<Vetting, number>>> {
  const institution = readable(actor, asked)
  const today = dayOf(deps.now())
  const counts = Object.fromEntries(vettingStates.map((state) => [state, 0])) as Record<
    Vetting,
    number
  >
  for (const row of await countStaff(deps.database.within(scopeOf(actor)), institution, today)) {
    const state = row.vetting === 'cleared' && row.ended ? 'expired' : row.vetting
    counts[state] += row.count
  }
  return counts
}

export async function showStaff(deps: RegisterDeps, actor: Actor, id: string): Promise<Staff> {
  if (!holds(actor, ...peopleReaders)) throw problem('not-yours')
  const row = await findStaff(deps.database.within(scopeOf(actor)), id)
  if (!row) throw problem('not-found')
  return row
}

export async function addStaff(
  deps: RegisterDeps,
  actor: Actor,
  given: z.output<typeof newStaff>,
): Promise<{ readonly id: string }> {
  const { institution } = actor
  requireKeeper(actor, institution)
  const id = randomUUID()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    await insertStaff(db, { id, institution, ...given, at: deps.now() })
    await writeDown(deps, db, actor, { id, before: null, after: given, action: 'staff-added' })
  })
  return { id }
}

export async function changeStaff(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  given: z.output<typeof staffChange>,
): Promise<void> {
  const today = dayOf(deps.now())
  requireDates(given, today)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const before = await findStaff(db, id)
    if (!before || before.institution !== actor.institution) throw problem('not-found')
    requireKeeper(actor, before.institution)
    await updateStaff(db, { ...before, ...given })
    const { id: _, institution: __, ...was } = before
    await writeDown(deps, db, actor, { id, before: was, after: given, action: 'staff-changed' })
  })
}

function requireDates(given: z.output<typeof staffChange>, today: string): void {
  const { vetting, vettingSince, vettingUntil, oathOn, leftOn } = given
  if (vetting !== 'not-requested' && vettingSince === null) {
    throw problem('date-order', {
      detail: {
        sw: 'Andika tarehe ya hali hii ya upekuzi.',
        en: 'Give the date of this vetting status.',
      },
      extra: { field: 'vettingSince' },
    })
  }
  for (const [field, value] of Object.entries({ vettingSince, oathOn, leftOn })) {
    if (value !== null && value > today) throw problem('date-ahead', { extra: { field } })
  }
  if (vettingSince !== null && vettingUntil !== null && vettingUntil < vettingSince) {
    throw problem('date-order', { extra: { field: 'vettingUntil' } })
  }
}

/** History and act in one place; the act names nobody: whose it is stands in the record. */
async function writeDown(
  deps: RegisterDeps,
  db: Db,
  actor: Actor,
  change: {
    readonly id: string
    readonly action: string
    readonly before: Readonly<Record<string, unknown>> | null
    readonly after: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { id, before, after, action } = change
  const { institution } = actor
  await insertRevision(
    db,
    actor,
    { subjectType: 'staff', subject: id, institution, part: 'staff', before, after },
    deps.now(),
  )
  await deps.audit.record(db, actor, {
    action: `register.${action}`,
    subject: { type: 'staff', id },
    institutions: [institution],
    detail: { vetting: after['vetting'] ?? 'not-requested' },
  })
}
