import type { Db } from '@mtandao/pg'
import type { SecondFactor } from './arrival.ts'

export interface SessionRow {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly email: string
  readonly demo: boolean
  readonly enrolled: boolean
  readonly second_factor: SecondFactor
  readonly bound_to: string | null
  readonly institution: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  const [row] = await db.rows<SessionRow>(
    `select session.id, session.person, person.name, person.email, person.demo, person.two_factor_enabled as enrolled,
       second_factor, bound_to, institution, session.created_at, session.updated_at
     from identity.session join identity.person on person.id = session.person where session.id = $1`,
    [id],
  )
  return row
}

/** Moves the end of a session that is in use, at most once a minute. */
export async function renewSession(db: Db, id: string, now: Date, until: Date): Promise<void> {
  await db.rows(
    `update identity.session set updated_at = $2, expires_at = $3
     where id = $1 and updated_at < $2::timestamptz - interval '1 minute'`,
    [id, now, until],
  )
}

export async function chooseInstitution(db: Db, id: string, institution: string): Promise<void> {
  await db.rows('update identity.session set institution = $2 where id = $1', [id, institution])
}

export interface SessionView {
  readonly id: string
  readonly createdAt: Date
  readonly usedAt: Date
  readonly address: string | null
  readonly browser: string | null
  readonly secondFactor: SecondFactor
}

/** Newest first; those that are over are left out. */
export async function selectSessions(db: Db, person: string, now: Date): Promise<SessionView[]> {
  return await db.rows<SessionView>(
    `select id, created_at as "createdAt", updated_at as "usedAt", ip_address as address, user_agent as browser,
       second_factor as "secondFactor"
     from identity.session where person = $1 and expires_at > $2 order by updated_at desc limit 100`,
    [person, now],
  )
}

/** @returns how many were ended */
export async function deleteSessions(
  db: Db,
  person: string,
  { only, except }: { readonly only?: string; readonly except?: string } = {},
): Promise<number> {
  const rows = await db.rows(
    `delete from identity.session where person = $1 and ($2::text is null or id = $2) and ($3::text is null or id <> $3)
     returning id`,
    [person, only ?? null, except ?? null],
  )
  return rows.length
}

export async function deleteOldSessions(db: Db, now: Date): Promise<void> {
  await db.rows('delete from identity.session where expires_at < $1', [now])
  await db.rows('delete from identity.verification where expires_at < $1', [now])
}
