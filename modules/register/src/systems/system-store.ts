import type { Db } from '@mtandao/pg'
import type { SystemView } from '../contract.ts'

const view = `system.id, system.institution, system.code, system.status, record.lifecycle,
  json_build_object('sw', name_sw, 'en', name_en) as name,
  case when record.system is not null then json_build_object('sw', purpose_sw, 'en', purpose_en) end as purpose`
const joined = `register.system left join register.system_record as record on record.system = system.id`

export async function findSystem(db: Db, id: string): Promise<SystemView | undefined> {
  const [row] = await db.rows<SystemView>(`select ${view} from ${joined} where system.id = $1`, [
    id,
  ])
  return row
}

export async function selectSystemsOf(db: Db, institution: string): Promise<SystemView[]> {
  return await db.rows<SystemView>(
    `select ${view} from ${joined} where system.institution = $1 order by system.code limit 1000`,
    [institution],
  )
}

export async function findSystemNames(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; sw: string; en: string }>(
    'select id, name_sw as sw, name_en as en from register.system where id = any($1::text[])',
    [ids],
  )
}

export interface NewSystemRow {
  readonly id: string
  readonly institution: string
  readonly code: string
  readonly nameSw: string
  readonly nameEn: string
}

/** Whether it was added: another system may have its id or its code. */
export async function insertSystem(db: Db, row: NewSystemRow): Promise<boolean> {
  const added = await db.rows(
    `insert into register.system (id, institution, code, name_sw, name_en, status)
     values ($1, $2, $3, $4, $5, 'active') on conflict do nothing returning id`,
    [row.id, row.institution, row.code, row.nameSw, row.nameEn],
  )
  return added.length === 1
}

export interface NewRecordRow {
  readonly system: string
  readonly institution: string
  readonly purposeSw: string
  readonly purposeEn: string
  readonly lifecycle: string
  /** `YYYY-MM-DD` */
  readonly since: string
  readonly at: Date
  readonly by: string
}

/** The record, and the empty row of what only its own institution and the country's readers see. */
export async function insertRecord(db: Db, row: NewRecordRow): Promise<void> {
  await db.rows(
    `insert into register.system_record (system, institution, purpose_sw, purpose_en, lifecycle, lifecycle_since,
       created_at, confirmed_at, confirmed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    [
      row.system,
      row.institution,
      row.purposeSw,
      row.purposeEn,
      row.lifecycle,
      row.since,
      row.at,
      row.by,
    ],
  )
  await db.rows('insert into register.system_detail (system, institution) values ($1, $2)', [
    row.system,
    row.institution,
  ])
}
