import type { Db } from '@mtandao/pg'

export interface NewRecovery {
  readonly id: string
  readonly digest: Buffer
  readonly person: string
  readonly resetsSecondFactor: boolean
  readonly madeBy: string | null
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertRecovery(db: Db, made: NewRecovery): Promise<void> {
  await db.rows(
    `insert into identity.recovery (id, token_sha256, person, resets_second_factor, made_by, at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      made.id,
      made.digest,
      made.person,
      made.resetsSecondFactor,
      made.madeBy,
      made.at,
      made.expiresAt,
    ],
  )
}

export interface RecoveryRow {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly email: string
  readonly demo: boolean
  readonly resetsSecondFactor: boolean
  readonly madeBy: string | null
}

/** `lock`: of two who use it at the same moment one finds nothing left. */
export async function findOpenRecovery(
  db: Db,
  digest: Buffer,
  now: Date,
  { lock = false } = {},
): Promise<RecoveryRow | undefined> {
  const [row] = await db.rows<RecoveryRow>(
    `select recovery.id, person, person.name, email, demo, resets_second_factor as "resetsSecondFactor", made_by as "madeBy"
     from identity.recovery join identity.person on person.id = recovery.person
     where token_sha256 = $1 and used_at is null and expires_at > $2 ${lock ? 'for update of recovery' : ''}`,
    [digest, now],
  )
  return row
}

/** With every other link of the person: what was set once is not set again by an older letter. */
export async function markRecovered(db: Db, person: string, at: Date): Promise<void> {
  await db.rows('update identity.recovery set used_at = $2 where person = $1 and used_at is null', [
    person,
    at,
  ])
}
