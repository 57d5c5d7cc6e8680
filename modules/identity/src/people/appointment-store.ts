import type { Db } from '@mtandao/pg'
import type { Role } from '../contract.ts'

export interface HeldRow {
  readonly id: string
  readonly institution: string
  readonly role: Role
  readonly from: string
  readonly to: string | null
  readonly suspended: boolean
  readonly why: string | null
}

const days = `to_char(appointment.valid_from, 'YYYY-MM-DD') as "from", to_char(appointment.valid_to, 'YYYY-MM-DD') as "to"`
const inForce = (day: string) =>
  `appointment.ended_at is null and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`
const suspension = `left join identity.suspension on suspension.appointment = appointment.id and lifted_at is null`

/** Appointments of a person in force on this day. */
export async function selectHeld(db: Db, person: string, day: string): Promise<HeldRow[]> {
  return await db.rows<HeldRow>(
    `select appointment.id, appointment.institution, role, ${days}, suspension.id is not null as suspended, suspension.why
     from identity.appointment ${suspension}
     where person = $1 and ${inForce('$2::date')}
     order by valid_from, appointment.institution, role limit 200`,
    [person, day],
  )
}

export interface AppointmentRow {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly email: string
  readonly institution: string
  readonly role: Role
  readonly from: string
  readonly to: string | null
  readonly madeBy: string
  readonly endedAt: Date | null
  readonly endedWhy: string | null
  readonly suspendedAt: Date | null
  readonly suspendedWhy: string | null
  /** Null: not suspended. */
  readonly suspendedByEga: boolean | null
}

const row = `appointment.id, person, person.name, person.email, appointment.institution, role, ${days},
  made_by as "madeBy", ended_at as "endedAt", ended_why as "endedWhy",
  suspension.at as "suspendedAt", suspension.why as "suspendedWhy", suspension.by_ega as "suspendedByEga"`
const joined = `identity.appointment join identity.person on person.id = appointment.person ${suspension}`

export interface AppointmentSearch {
  readonly institution: string
  readonly day: string
  /** Those that are over, instead of those in force or to come. */
  readonly past: boolean
  /** `[name, id]` of the last one seen. */
  readonly after?: readonly [string, string] | undefined
  readonly limit: number
}

/** By name. One more than `limit`, to know whether there is a rest. */
export async function selectAppointments(
  db: Db,
  { institution, day, past, after, limit }: AppointmentSearch,
): Promise<AppointmentRow[]> {
  return await db.rows<AppointmentRow>(
    `select ${row} from ${joined}
     where appointment.institution = $1
       and (appointment.ended_at is not null or coalesce(valid_to < $2::date, false)) = $3
       and ($4::text is null or (person.name, appointment.id::text) > ($4, $5::text))
     order by person.name, appointment.id::text limit $6`,
    [institution, day, past, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  )
}

/** Locked until the transaction ends, with every appointment of its role there: whoever counts them counts alone. */
export async function lockAppointment(db: Db, id: string): Promise<AppointmentRow | undefined> {
  await db.rows(
    `select id from identity.appointment where ended_at is null and (institution, role) =
       (select institution, role from identity.appointment where id = $1) order by id for update`,
    [id],
  )
  return await findAppointment(db, id)
}

export async function findAppointment(db: Db, id: string): Promise<AppointmentRow | undefined> {
  const [found] = await db.rows<AppointmentRow>(
    `select ${row} from ${joined} where appointment.id = $1`,
    [id],
  )
  return found
}

/** How many others hold this office in force, not suspended. */
export async function countOthers(
  db: Db,
  { id, institution, role }: Pick<AppointmentRow, 'id' | 'institution' | 'role'>,
  day: string,
): Promise<number> {
  const [found] = await db.rows<{ count: number }>(
    `select count(distinct person)::int as count from identity.appointment ${suspension}
     where appointment.id <> $1 and appointment.institution = $2 and role = $3 and ${inForce('$4::date')}
       and suspension.id is null and person <> (select person from identity.appointment where id = $1)`,
    [id, institution, role, day],
  )
  return found?.count ?? 0
}

export interface NewAppointment {
  readonly id: string
  readonly person: string
  readonly institution: string
  readonly role: Role
  readonly from: string
  readonly to: string | null
  readonly madeBy: string
  readonly at: Date
}

export async function insertAppointment(db: Db, made: NewAppointment): Promise<void> {
  await db.rows(
    `insert into identity.appointment (id, person, institution, role, valid_from, valid_to, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [made.id, made.person, made.institution, made.role, made.from, made.to, made.madeBy, made.at],
  )
}

export async function closeAppointment(
  db: Db,
  id: string,
  ended: {
    readonly by: string
    readonly at: Date
    readonly day: string
    readonly why: string | null
  },
): Promise<void> {
  await db.rows(
    `update identity.appointment set ended_at = $2, ended_by = $3, ended_why = $4,
       valid_to = greatest(valid_from, least(coalesce(valid_to, $5::date), $5::date)) where id = $1`,
    [id, ended.at, ended.by, ended.why, ended.day],
  )
}

export async function insertSuspension(
  db: Db,
  made: {
    readonly id: string
    readonly appointment: string
    readonly institution: string
    readonly at: Date
    readonly by: string
    readonly byEga: boolean
    readonly why: string
  },
): Promise<void> {
  await db.rows(
    `insert into identity.suspension (id, appointment, institution, at, by, by_ega, why)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.id, made.appointment, made.institution, made.at, made.by, made.byEga, made.why],
  )
}

/** @returns whether there was one to lift */
export async function liftSuspension(
  db: Db,
  appointment: string,
  by: string,
  at: Date,
): Promise<boolean> {
  const rows = await db.rows(
    `update identity.suspension set lifted_at = $2, lifted_by = $3 where appointment = $1 and lifted_at is null
     returning id`,
    [appointment, at, by],
  )
  return rows.length === 1
}

/** Institutions in which this person is appointed on this day, whoever asks. Needs the owner's sight. */
export async function selectInstitutionsServed(
  db: Db,
  person: string,
  day: string,
): Promise<string[]> {
  const rows = await db.rows<{ institution: string }>(
    `select distinct institution from identity.appointment where person = $1 and ${inForce('$2::date')}`,
    [person, day],
  )
  return rows.map(({ institution }) => institution)
}

export async function hasHolder(db: Db, role: Role, day: string): Promise<boolean> {
  const rows = await db.rows(
    `select appointment.id from identity.appointment ${suspension}
     join identity.person on person.id = appointment.person
     where role = $1 and not person.demo and suspension.id is null and ${inForce('$2::date')} limit 1`,
    [role, day],
  )
  return rows.length > 0
}
