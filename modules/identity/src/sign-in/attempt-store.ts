import type { Db } from '@mtandao/pg'
import type { Limit } from './limits.ts'

/** Counts one attempt, in one statement: those who try at once are counted one by one. @returns until when it is locked */
export async function countAttempt(
  db: Db,
  key: string,
  { countMax, windowMs, lockMs }: Limit,
  now: Date,
): Promise<Date | null> {
  const [row] = await db.rows<{ locked_until: Date | null }>(
    `insert into identity.attempt as old (key, count, began_at) values ($1, 1, $2)
     on conflict (key) do update set
       count = case when old.locked_until > $2 then old.count
                    when old.locked_until <= $2 or old.began_at <= $3 then 1 else old.count + 1 end,
       began_at = case when old.locked_until > $2 then old.began_at
                       when old.locked_until <= $2 or old.began_at <= $3 then $2 else old.began_at end,
       locked_until = case when old.locked_until > $2 then old.locked_until
                           when old.locked_until <= $2 or old.began_at <= $3 then null
                           when old.count >= $4 then $5::timestamptz end
     returning locked_until`,
    [key, now, new Date(now.getTime() - windowMs), countMax, new Date(now.getTime() + lockMs)],
  )
  return row?.locked_until ?? null
}

export async function deleteAttempts(db: Db, keys: readonly string[]): Promise<void> {
  await db.rows('delete from identity.attempt where key = any($1::text[])', [keys])
}

/** What succeeded was no attempt at guessing. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await db.rows('update identity.attempt set count = greatest(count - 1, 0) where key = $1', [key])
}

/** Whether the code is used for the first time by this person within the two minutes in which it could be right. */
export async function useCode(db: Db, person: string, digest: Buffer, now: Date): Promise<boolean> {
  const rows = await db.rows(
    `insert into identity.used_code as old (person, code_sha256, at) values ($1, $2, $3)
     on conflict (person, code_sha256) do update set at = excluded.at where old.at < $4 returning person`,
    [person, digest, now, new Date(now.getTime() - 120_000)],
  )
  return rows.length === 1
}

export async function deleteOldAttempts(db: Db, before: Date): Promise<void> {
  await db.rows(
    'delete from identity.attempt where began_at < $1 and (locked_until is null or locked_until < $1)',
    [before],
  )
  await db.rows('delete from identity.used_code where at < $1', [before])
}
