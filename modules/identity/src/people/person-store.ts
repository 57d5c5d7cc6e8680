import type { Db } from '@mtandao/pg'
import type { OfficeHolder, Role } from '../contract.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly demo: boolean
  readonly enrolled: boolean
  readonly codesKept: boolean
}

const columns = `id, name, email, demo, two_factor_enabled as enrolled, codes_kept_at is not null as "codesKept"`

export async function findPersonByEmail(db: Db, email: string): Promise<PersonRow | undefined> {
  const [row] = await db.rows<PersonRow>(
    `select ${columns} from identity.person where email = $1`,
    [email],
  )
  return row
}

export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  const [row] = await db.rows<PersonRow>(`select ${columns} from identity.person where id = $1`, [
    id,
  ])
  return row
}

export async function findNames(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; name: string }>(
    'select id, name from identity.names_of($1::text[])',
    [ids],
  )
}

export async function findHolders(
  db: Db,
  institution: string,
  any: readonly string[],
  day: string,
) {
  return await db.rows<{ id: string; name: string }>(
    'select id, name from identity.holders_of($1, $2::text[], $3::date)',
    [institution, any, day],
  )
}

/** Of the whole country, as the owner. */
export async function selectOfficeHolders(db: Db, any: readonly Role[], day: string) {
  return await db.rows<OfficeHolder>(
    `select distinct institution, role, person from identity.appointment
     where role = any($1::text[]) and ended_at is null and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)
       and not exists (select from identity.suspension where suspension.appointment = appointment.id and lifted_at is null)
     order by institution, role, person`,
    [any, day],
  )
}

/** Where people are reached. */
export async function selectAddresses(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; name: string; email: string; demo: boolean }>(
    'select id, name, email, demo from identity.person where id = any($1::text[])',
    [ids],
  )
}

export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  /** As better-auth made it; it alone can read it. */
  readonly passwordHash: string
  readonly demo: boolean
  readonly at: Date
}

/** @returns whether the address was free */
export async function insertPerson(db: Db, made: NewPerson): Promise<boolean> {
  const rows = await db.rows(
    `insert into identity.person (id, name, email, email_verified, demo, created_at, updated_at)
     values ($1, $2, $3, true, $4, $5, $5) on conflict (email) do nothing returning id`,
    [made.id, made.name, made.email, made.demo, made.at],
  )
  if (rows.length === 0) return false
  await db.rows(
    `insert into identity.account (id, account_id, provider_id, person, password, created_at, updated_at)
     values ($1, $2, 'credential', $2, $3, $4, $4)`,
    [`credential:${made.id}`, made.id, made.passwordHash, made.at],
  )
  return true
}

export async function renamePerson(db: Db, id: string, name: string, at: Date): Promise<void> {
  await db.rows('update identity.person set name = $2, updated_at = $3 where id = $1', [
    id,
    name,
    at,
  ])
}

export async function setPassword(
  db: Db,
  person: string,
  passwordHash: string,
  at: Date,
): Promise<void> {
  await db.rows(
    `update identity.account set password = $2, updated_at = $3 where person = $1 and provider_id = 'credential'`,
    [person, passwordHash, at],
  )
}

/** What proved the person beyond the password is forgotten: it is enrolled anew at the next sign-in. */
export async function forgetSecondFactor(db: Db, person: string): Promise<void> {
  await db.rows('delete from identity.second_factor where person = $1', [person])
  await db.rows(
    'update identity.person set two_factor_enabled = false, codes_kept_at = null where id = $1',
    [person],
  )
}

export async function forgetPasskeys(db: Db, person: string): Promise<void> {
  await db.rows('delete from identity.passkey where person = $1', [person])
}

/** The encrypted secret of an enrolment that is not finished. */
export async function findUnverifiedSecret(db: Db, person: string): Promise<string | undefined> {
  const [row] = await db.rows<{ secret: string }>(
    'select secret from identity.second_factor where person = $1 and verified is not true',
    [person],
  )
  return row?.secret
}

export async function markCodesKept(db: Db, person: string, at: Date | null): Promise<void> {
  await db.rows('update identity.person set codes_kept_at = $2 where id = $1', [person, at])
}

export interface PasskeyView {
  readonly id: string
  readonly name: string | null
  readonly at: Date | null
}

export async function selectPasskeys(db: Db, person: string): Promise<PasskeyView[]> {
  return await db.rows<PasskeyView>(
    'select id, name, created_at as at from identity.passkey where person = $1 order by created_at limit 20',
    [person],
  )
}

export async function deletePasskey(db: Db, person: string, id: string): Promise<boolean> {
  const rows = await db.rows(
    'delete from identity.passkey where person = $1 and id = $2 returning id',
    [person, id],
  )
  return rows.length === 1
}
