import type { Db } from '@mtandao/pg'

export interface TokenView {
  readonly id: string
  readonly institution: string
  readonly name: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
}

export interface NewToken {
  readonly id: string
  readonly digest: Buffer
  readonly person: string
  readonly institution: string
  readonly name: string
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertToken(db: Db, made: NewToken): Promise<void> {
  await db.rows(
    `insert into identity.api_token (id, token_sha256, person, institution, name, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.id, made.digest, made.person, made.institution, made.name, made.at, made.expiresAt],
  )
}

/** Those that still work, newest first. */
export async function selectTokens(db: Db, person: string, now: Date): Promise<TokenView[]> {
  return await db.rows<TokenView>(
    `select id, institution, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
     from identity.api_token where person = $1 and ended_at is null and expires_at > $2
     order by created_at desc limit 100`,
    [person, now],
  )
}

export interface TokenHolder {
  readonly person: string
  readonly name: string
  readonly email: string
  readonly demo: boolean
  readonly institution: string
}

/** Whose it is; remembers the use, at most once a minute. */
export async function findTokenHolder(
  db: Db,
  digest: Buffer,
  now: Date,
): Promise<TokenHolder | undefined> {
  const [found] = await db.rows<TokenHolder & { id: string; stale: boolean }>(
    `select api_token.id, person, person.name, email, demo, institution,
       coalesce(last_used_at < $2::timestamptz - interval '1 minute', true) as stale
     from identity.api_token join identity.person on person.id = api_token.person
     where token_sha256 = $1 and ended_at is null and expires_at > $2`,
    [digest, now],
  )
  if (found?.stale) {
    await db.rows('update identity.api_token set last_used_at = $2 where id = $1', [found.id, now])
  }
  return found
}

/** @returns the institutions of those that were ended */
export async function endTokens(
  db: Db,
  person: string,
  at: Date,
  only: string | null = null,
): Promise<string[]> {
  const rows = await db.rows<{ institution: string }>(
    `update identity.api_token set ended_at = $2 where person = $1 and ended_at is null and ($3::uuid is null or id = $3)
     returning institution`,
    [person, at, only],
  )
  return rows.map(({ institution }) => institution)
}
