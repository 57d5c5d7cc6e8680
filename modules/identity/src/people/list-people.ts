import type { Text } from '@mtandao/problem'
import { z } from 'zod'
import { scopeOf, type Actor } from '../contract.ts'
import { dayOf } from '../day.ts'
import type { Ground } from '../ground.ts'
import { problem } from '../problems.ts'
import { maySeePeople } from './appointing.ts'
import { findAppointment, selectAppointments, type AppointmentRow } from './appointment-store.ts'
import { selectOpenInvitations, type InvitationRow } from './invitation-store.ts'

export interface People {
  readonly institution: string
  readonly institutionName: Text
  readonly appointments: readonly AppointmentRow[]
  /** For `after`: the rest of the list. */
  readonly next: string | undefined
}

export interface PeopleSearch {
  readonly institution: string
  readonly past: boolean
  readonly after?: string | undefined
  readonly limit: number
}

/** @throws Problem `identity.not-found` */
export async function listPeople(
  { database, register, now }: Ground,
  actor: Actor,
  { institution, past, after, limit }: PeopleSearch,
): Promise<People> {
  if (!maySeePeople(actor, institution)) throw problem('not-found')
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const found = await register.findInstitution(db, institution)
    if (!found) throw problem('not-found')
    const day = dayOf(now())
    const search = { institution, day, past, after: readCursor(after), limit }
    const rows = await selectAppointments(db, search)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      institution,
      institutionName: found.name,
      appointments: rows.slice(0, limit),
      next: last && writeCursor([last.name, last.id]),
    }
  })
}

/** @throws Problem `identity.not-found` */
export async function listInvitations(
  { database, now }: Ground,
  actor: Actor,
  institution: string,
): Promise<readonly InvitationRow[]> {
  if (!maySeePeople(actor, institution)) throw problem('not-found')
  return await selectOpenInvitations(database.within(scopeOf(actor)), institution, now())
}

/** @throws Problem `identity.not-found` */
export async function getAppointment(
  { database }: Ground,
  actor: Actor,
  id: string,
): Promise<AppointmentRow> {
  const found = await findAppointment(database.within(scopeOf(actor)), id)
  if (!found || !maySeePeople(actor, found.institution)) throw problem('not-found')
  return found
}

const cursor = z.tuple([z.string(), z.uuid()])

function writeCursor(last: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(last)).toString('base64url')
}

function readCursor(text: string | undefined): readonly [string, string] | undefined {
  if (text === undefined) return undefined
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    throw problem('not-found')
  }
}
