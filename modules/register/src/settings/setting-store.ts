import type { Db } from '@mtandao/pg'

/** A rule that is no law we could read: what it is, since when, and where it comes from. */
export interface Setting {
  readonly key: string
  readonly value: unknown
  readonly from: string
  readonly to: string | null
  readonly basis: 'practice' | 'product' | 'statute'
  readonly citation: string
  readonly verified: boolean
}

const columns = `key, value, valid_from::text as from, valid_to::text as to, basis, citation, verified`

/** Those in force on a day, by key. */
export async function selectSettings(db: Db, prefix: string, day: string): Promise<Setting[]> {
  return await db.rows<Setting>(
    `select ${columns} from register.setting
     where starts_with(key, $1) and valid_from <= $2 and (valid_to is null or valid_to >= $2)
     order by key, id desc`,
    [prefix, day],
  )
}

/** Whole days that a rule of the findings waits. @throws when the migration's own row is gone */
export async function getDays(db: Db, key: string, day: string): Promise<number> {
  const [row] = await selectSettings(db, key, day)
  const days = Number(row?.value)
  if (!Number.isInteger(days) || days < 1) throw new Error(`invariant: ${key} is no number of days`)
  return days
}

export async function replaceSetting(db: Db, row: Omit<Setting, 'to'>): Promise<void> {
  await db.rows(
    `update register.setting set valid_to = greatest(valid_from, $2::date - 1) where key = $1 and valid_to is null`,
    [row.key, row.from],
  )
  await db.rows(
    `insert into register.setting (key, value, valid_from, basis, citation, verified)
     values ($1, $2::jsonb, $3, $4, $5, $6)`,
    [row.key, JSON.stringify(row.value), row.from, row.basis, row.citation, row.verified],
  )
}
