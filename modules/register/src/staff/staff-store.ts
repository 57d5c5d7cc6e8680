import type { Db } from '@mtandao/pg'
import type { Vetting } from './vetting.ts'

/** An ICT officer of the institution. Days are `YYYY-MM-DD`. There is no member for findings, on purpose. */
export interface Staff {
  readonly id: string
  readonly institution: string
  readonly name: string
  readonly post: string
  readonly vetting: Vetting
  readonly vettingSince: string | null
  readonly vettingUntil: string | null
  readonly vettingReference: string | null
  readonly oathOn: string | null
  readonly oathWitness: string | null
  readonly oathReference: string | null
  readonly leftOn: string | null
}

const columns = `id, institution, name, post, vetting, vetting_since::text as "vettingSince",
  vetting_until::text as "vettingUntil", vetting_reference as "vettingReference", oath_on::text as "oathOn",
  oath_witness as "oathWitness", oath_reference as "oathReference", left_on::text as "leftOn"`

export async function findStaff(db: Db, id: string): Promise<Staff | undefined> {
  const [row] = await db.rows<Staff>(`select ${columns} from register.staff where id = $1`, [id])
  return row
}

/** By id; one row more than `limit`. Those who left are listed when `left` is asked for. */
export async function selectStaff(
  db: Db,
  search: {
    readonly institution: string
    readonly left: boolean
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<Staff[]> {
  return await db.rows<Staff>(
    `select ${columns} from register.staff
     where institution = $1 and (left_on is not null) = $2 and ($3::uuid is null or id > $3)
     order by id limit $4`,
    [search.institution, search.left, search.after ?? null, search.limit + 1],
  )
}

/** How many serve, by vetting status as written and whether it ran out before `day`. */
export async function countStaff(
  db: Db,
  institution: string,
  day: string,
): Promise<{ readonly vetting: Vetting; readonly ended: boolean; readonly count: number }[]> {
  return await db.rows(
    `select vetting, coalesce(vetting_until < $2, false) as ended, count(*) as count from register.staff
     where institution = $1 and left_on is null group by 1, 2`,
    [institution, day],
  )
}

export async function insertStaff(
  db: Db,
  row: Pick<Staff, 'id' | 'institution' | 'name' | 'post'> & { readonly at: Date },
): Promise<void> {
  await db.rows(
    `insert into register.staff (id, institution, name, post, created_at) values ($1, $2, $3, $4, $5)`,
    [row.id, row.institution, row.name, row.post, row.at],
  )
}

export async function updateStaff(db: Db, row: Staff): Promise<void> {
  await db.rows(
    `update register.staff set name = $2, post = $3, vetting = $4, vetting_since = $5, vetting_until = $6,
       vetting_reference = $7, oath_on = $8, oath_witness = $9, oath_reference = $10, left_on = $11 where id = $1`,
    [
      row.id,
      row.name,
      row.post,
      row.vetting,
      row.vettingSince,
      row.vettingUntil,
      row.vettingReference,
      row.oathOn,
      row.oathWitness,
      row.oathReference,
      row.leftOn,
    ],
  )
}
