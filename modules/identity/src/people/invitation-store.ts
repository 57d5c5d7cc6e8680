import type { Db } from '@mtandao/pg'
import type { Role } from '../contract.ts'

export interface NewInvitation {
  readonly id: string
  readonly digest: Buffer
  readonly institution: string
  readonly role: Role
  readonly email: string
  readonly name: string
  readonly from: string | null
  readonly to: string | null
  /** Null: the terminal. */
  readonly by: string | null
  readonly byName: string
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertInvitation(db: Db, made: NewInvitation): Promise<void> {
  await db.rows(
    `insert into identity.invitation (id, token_sha256, institution, role, email, name, valid_from, valid_to, invited_by,
       invited_by_name, at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      made.id,
      made.digest,
      made.institution,
      made.role,
      made.email,
      made.name,
      made.from,
      made.to,
      made.by,
      made.byName,
      made.at,
      made.expiresAt,
    ],
  )
}

export interface InvitationRow {
  readonly id: string
  readonly institution: string
  readonly role: Role
  readonly email: string
  readonly name: string
  readonly from: string | null
  readonly to: string | null
  readonly invitedBy: string | null
  readonly invitedByName: string
  readonly at: Date
  readonly expiresAt: Date
}

const row = `id, institution, role, email, name, to_char(valid_from, 'YYYY-MM-DD') as "from",
  to_char(valid_to, 'YYYY-MM-DD') as "to", invited_by as "invitedBy", invited_by_name as "invitedByName", at,
  expires_at as "expiresAt"`
const open = `used_at is null and withdrawn_at is null`

/** Newest first, those that can still be used. */
export async function selectOpenInvitations(
  db: Db,
  institution: string,
  now: Date,
): Promise<InvitationRow[]> {
  return await db.rows<InvitationRow>(
    `select ${row} from identity.invitation where institution = $1 and ${open} and expires_at > $2
     order by at desc limit 200`,
    [institution, now],
  )
}

export async function findOpenInvitation(
  db: Db,
  digest: Buffer,
  now: Date,
): Promise<InvitationRow | undefined> {
  const [found] = await db.rows<InvitationRow>(
    `select ${row} from identity.invitation where token_sha256 = $1 and ${open} and expires_at > $2`,
    [digest, now],
  )
  return found
}

/** Once: of two who use it at the same moment one finds nothing left. */
export async function lockOpenInvitation(
  db: Db,
  digest: Buffer,
  now: Date,
): Promise<InvitationRow | undefined> {
  const [found] = await db.rows<InvitationRow>(
    `select ${row} from identity.invitation where token_sha256 = $1 and ${open} and expires_at > $2 for update`,
    [digest, now],
  )
  return found
}

export async function markUsed(db: Db, id: string, appointment: string, at: Date): Promise<void> {
  await db.rows('update identity.invitation set used_at = $2, appointment = $3 where id = $1', [
    id,
    at,
    appointment,
  ])
}

export async function withdrawInvitation(
  db: Db,
  id: string,
  by: string,
  at: Date,
): Promise<{ institution: string; email: string } | undefined> {
  const [found] = await db.rows<{ institution: string; email: string }>(
    `update identity.invitation set withdrawn_at = $2, withdrawn_by = $3 where id = $1 and ${open}
     returning institution, email`,
    [id, at, by],
  )
  return found
}
