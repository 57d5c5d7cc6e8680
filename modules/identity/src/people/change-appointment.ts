import { randomUUID } from 'node:crypto'
import type { Db } from '@mtandao/pg'
import { holds, scopeOf, type Actor } from '../contract.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { problem } from '../problems.ts'
import { mayManage, mustRemain } from './appointing.ts'
import {
  closeAppointment,
  countOthers,
  insertSuspension,
  liftSuspension,
  lockAppointment,
  type AppointmentRow,
} from './appointment-store.ts'

interface Change {
  readonly id: string
  readonly why: string
}

/**
 * Ends an appointment today. It stays on the record.
 * @throws Problem `identity.not-found`, `identity.not-in-force`, `identity.last-head`, `identity.last-ega-officer`
 */
export async function endAppointment(
  ground: Ground,
  actor: Actor,
  { id, why }: { readonly id: string; readonly why: string | null },
): Promise<void> {
  await change(ground, actor, id, async (db, appointment, at) => {
    await requireOthers(db, appointment, at)
    await closeAppointment(db, id, { by: actor.person.id, at, day: dayOf(at), why })
    return { action: 'identity.appointment-ended', detail: why === null ? {} : { why } }
  })
}

/**
 * Takes every right away for a while, with a reason that the person reads.
 * @throws Problem as `endAppointment`, and `identity.not-yourself`
 */
export async function suspendAppointment(
  ground: Ground,
  actor: Actor,
  { id, why }: Change,
): Promise<void> {
  await change(ground, actor, id, async (db, appointment, at) => {
    if (appointment.person === actor.person.id) throw problem('not-yourself')
    if (appointment.suspendedAt) throw problem('not-in-force')
    // e-GA may have to stop an institution's only head; the institution itself cannot lock itself out.
    if (appointment.role !== 'head' || !holds(actor, 'ega-officer')) {
      await requireOthers(db, appointment, at)
    }
    const { institution } = appointment
    const who = { by: actor.person.id, byEga: holds(actor, 'ega-officer') }
    await insertSuspension(db, { id: randomUUID(), appointment: id, institution, at, ...who, why })
    return { action: 'identity.appointment-suspended', detail: { why } }
  })
}

/**
 * What e-GA suspended only e-GA gives back.
 * @throws Problem `identity.not-found`, `identity.not-yourself`, `identity.not-in-force`, `identity.suspended-by-ega`
 */
export async function reinstateAppointment(
  ground: Ground,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  await change(ground, actor, id, async (db, appointment, at) => {
    if (appointment.person === actor.person.id) throw problem('not-yourself')
    if (appointment.suspendedByEga && !holds(actor, 'ega-officer'))
      throw problem('suspended-by-ega')
    if (!(await liftSuspension(db, id, actor.person.id, at))) throw problem('not-in-force')
    return { action: 'identity.appointment-reinstated', detail: {} }
  })
}

async function change(
  { database, audit, now }: Ground,
  actor: Actor,
  id: string,
  work: (
    db: Db,
    appointment: AppointmentRow,
    at: Date,
  ) => Promise<{ action: string; detail: Readonly<Record<string, unknown>> }>,
): Promise<void> {
  await database.within(scopeOf(actor)).transact(async (db) => {
    const at = now()
    const found = await lockAppointment(db, id)
    // Another institution's appointment is not there at all.
    if (!found || !mayManage(actor, found.institution)) throw problem('not-found')
    const over = found.to !== null && found.to < dayOf(at)
    if (found.endedAt || over) throw problem('not-in-force')
    const { action, detail } = await work(db, found, at)
    const { role, name, institution, person } = found
    await audit.record(db, actor, {
      action,
      subject: { type: 'appointment', id },
      institutions: [institution],
      detail: { person, name, role, ...detail },
    })
  })
}

async function requireOthers(db: Db, appointment: AppointmentRow, at: Date): Promise<void> {
  const office = mustRemain(appointment.role)
  if (!office || appointment.suspendedAt) return
  // An appointment that has not begun yet holds nothing up.
  if (appointment.from > dayOf(at)) return
  if ((await countOthers(db, appointment, dayOf(at))) === 0) throw problem(office)
}
