import type { Db } from '@mtandao/pg'
import type { ActRow, PlacedAct } from './act.ts'

export interface ActFilter {
  /** Concerned, not necessarily acting. */
  readonly institution?: string | undefined
  /** A person's id, or part of a name. */
  readonly person?: string | undefined
  readonly action?: string | undefined
  readonly subjectType?: string | undefined
  readonly subjectId?: string | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly until?: Date | undefined
}

const columns = `id, at, log_index as "logIndex", person, person_name as "personName", institution, roles, agent, action,
  subject_type as "subjectType", subject_id as "subjectId", institutions, detail`

export async function insertAct(db: Db, row: ActRow): Promise<void> {
  await db.rows(
    `insert into audit.act (id, at, person, person_name, institution, roles, agent, action, subject_type, subject_id,
       institutions, detail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      row.id,
      row.at,
      row.person,
      row.personName,
      row.institution,
      row.roles,
      row.agent,
      row.action,
      row.subjectType,
      row.subjectId,
      row.institutions,
      JSON.stringify(row.detail),
    ],
  )
}

/** Newest first, below `before`. */
export async function selectActs(
  db: Db,
  filter: ActFilter,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<PlacedAct[]> {
  const values: unknown[] = []
  const where: string[] = []
  const add = (value: unknown, condition: (at: string) => string) => {
    if (value === undefined) return
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  add(filter.institution, (at) => `institutions @> array[${at}::text]`)
  add(filter.person, (at) => `(person = ${at} or strpos(lower(person_name), lower(${at})) > 0)`)
  add(filter.action, (at) => `action = ${at}`)
  add(filter.subjectType, (at) => `subject_type = ${at}`)
  add(filter.subjectId, (at) => `subject_id = ${at}`)
  add(filter.from, (at) => `at >= ${at}`)
  add(filter.until, (at) => `at < ${at}`)
  add(before, (at) => `log_index < ${at}`)
  values.push(limit)
  return await db.rows<PlacedAct>(
    `select ${columns} from audit.act where log_index is not null ${where.map((one) => `and ${one}`).join(' ')}
     order by log_index desc limit $${values.length}`,
    values,
  )
}

export async function findAct(db: Db, id: string): Promise<PlacedAct | undefined> {
  const [row] = await db.rows<PlacedAct>(
    `select ${columns} from audit.act where id = $1 and log_index is not null`,
    [id],
  )
  return row
}

/** In the order of the log, from an index on. */
export async function selectFrom(db: Db, from: number, limit: number): Promise<PlacedAct[]> {
  return await db.rows<PlacedAct>(
    `select ${columns} from audit.act where log_index >= $1 order by log_index limit $2`,
    [from, limit],
  )
}

/** How many acts have committed. */
export async function countPlaced(db: Db): Promise<number> {
  const [row] = await db.rows<{ size: number }>('select size from audit.head')
  if (!row) throw new Error('invariant: audit.head has one row')
  return row.size
}

/** Actions that were ever recorded, for the choice in the filter. */
export async function selectActions(db: Db): Promise<string[]> {
  // Leaps along the index instead of reading all of it: there are dozens of actions and many acts.
  const rows = await db.rows<{ action: string }>(
    `with recursive known(action) as (
       (select action from audit.act order by action limit 1)
       union all
       select (select a.action from audit.act a where a.action > known.action order by a.action limit 1)
       from known where known.action is not null)
     select action from known where action is not null limit 500`,
  )
  return rows.map(({ action }) => action)
}

export interface SignedHead {
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
}

export async function insertHead(
  db: Db,
  { size, root, note }: SignedHead,
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into audit.checkpoint (size, root, note, at) values ($1, $2, $3, $4) on conflict do nothing`,
    [size, root, note, at],
  )
}

export async function findLastHead(db: Db): Promise<SignedHead | undefined> {
  const [row] = await db.rows<SignedHead>(
    'select size, root, note from audit.checkpoint order by size desc limit 1',
  )
  return row
}

export async function selectHeads(db: Db, above: number, limit: number): Promise<SignedHead[]> {
  return await db.rows<SignedHead>(
    'select size, root, note from audit.checkpoint where size > $1 order by size limit $2',
    [above, limit],
  )
}
