import type { Db } from '@mtandao/pg'
import { patternOf } from '../institutions/institution-store.ts'
import type { Assessment, Detail, HeldData, Purpose, SystemFile } from './record.ts'

const detailObject = `case when d.system is not null then json_build_object(
    'hostingSite', d.hosting_site, 'hostingOther', d.hosting_other, 'recoverySite', d.recovery_site,
    'recoveryOther', d.recovery_other, 'rtoHours', d.rto_hours, 'rpoHours', d.rpo_hours, 'drilledOn', d.drilled_on,
    'sourceOwner', d.source_owner, 'repository', d.repository, 'escrow', d.escrow, 'documentation', d.documentation,
    'builtOn', d.built_on, 'vendor', d.vendor, 'yearlyCostTzs', d.yearly_cost_tzs) end`

const file = `s.id, s.institution, s.code, s.status, json_build_object('sw', s.name_sw, 'en', s.name_en) as name,
  json_build_object('sw', i.name_sw, 'en', i.name_en) as "institutionName",
  case when r.system is not null then json_build_object(
    'purpose', json_build_object('sw', r.purpose_sw, 'en', r.purpose_en), 'lifecycle', r.lifecycle,
    'lifecycleSince', r.lifecycle_since, 'capabilities', r.capabilities, 'userGroups', r.user_groups, 'owner', r.owner,
    'replacedBy', r.replaced_by, 'version', r.version, 'confirmedAt', r.confirmed_at, 'confirmedBy', r.confirmed_by,
    'data', coalesce((select json_agg(json_build_object('entity', entity, 'role', role) order by role desc, entity)
      from register.system_data where system = s.id), '[]'),
    'assessments', coalesce((select json_agg(json_build_object('on', assessed_on, 'assessor', assessor)
      order by assessed_on desc, recorded_at desc) from register.system_assessment where system = s.id), '[]'),
    'detail', ${detailObject}) end as record`
const from = `register.system as s join register.institution as i on i.id = s.institution
  left join register.system_record as r on r.system = s.id left join register.system_detail as d on d.system = s.id`

type Raw = SystemFile & { record: (SystemFile['record'] & { confirmedAt: string | Date }) | null }

/** JSON knows no dates. */
function withDates(row: Raw): SystemFile {
  const { record } = row
  return { ...row, record: record && { ...record, confirmedAt: new Date(record.confirmedAt) } }
}

export async function findFile(db: Db, id: string): Promise<SystemFile | undefined> {
  const [row] = await db.rows<Raw>(`select ${file} from ${from} where s.id = $1`, [id])
  return row && withDates(row)
}

export interface FileSearch {
  readonly institution?: string | undefined
  readonly search?: string | undefined
  readonly capability?: string | undefined
  readonly lifecycle?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** By id; one row more than `limit`. */
export async function selectFiles(
  db: Db,
  { institution, search, capability, lifecycle, after, limit }: FileSearch,
): Promise<SystemFile[]> {
  const rows = await db.rows<Raw>(
    `select ${file} from ${from}
     where s.id > $1 and ($2::text is null or s.institution = $2)
       and ($3::text is null or lower(concat_ws(' ', s.id, s.name_sw, s.name_en, r.purpose_sw, r.purpose_en)) like $3)
       and ($4::text is null or $4 = any(r.capabilities))
       and ($5::text is null or r.lifecycle = $5 or ($5 = 'unregistered' and r.system is null))
     order by s.id limit $6`,
    [
      after ?? '',
      institution ?? null,
      patternOf(search),
      capability ?? null,
      lifecycle ?? null,
      limit + 1,
    ],
  )
  return rows.map(withDates)
}

export async function lockRecord(db: Db, id: string): Promise<number | undefined> {
  const [row] = await db.rows<{ version: number }>(
    'select version from register.system_record where system = $1 for update',
    [id],
  )
  return row?.version
}

export interface Confirmation {
  readonly at: Date
  readonly by: string
}

/** A change is also somebody's word that it is true now. */
export async function raiseVersion(db: Db, id: string, { at, by }: Confirmation): Promise<void> {
  await db.rows(
    `update register.system_record set version = version + 1, confirmed_at = $2, confirmed_by = $3 where system = $1`,
    [id, at, by],
  )
}

export async function setSystemName(db: Db, id: string, sw: string, en: string): Promise<void> {
  await db.rows(
    `update register.system set name_sw = $2, name_en = $3 where id = $1 and (name_sw, name_en) is distinct from ($2, $3)`,
    [id, sw, en],
  )
}

export async function setPurpose(db: Db, id: string, row: Purpose): Promise<void> {
  await db.rows(
    `update register.system_record set purpose_sw = $2, purpose_en = $3, lifecycle = $4, lifecycle_since = $5,
       capabilities = $6, user_groups = $7, owner = $8, replaced_by = $9 where system = $1`,
    [
      id,
      row.purpose.sw,
      row.purpose.en,
      row.lifecycle,
      row.lifecycleSince,
      row.capabilities,
      row.userGroups,
      row.owner,
      row.replacedBy,
    ],
  )
}

/** Columns by member of `Detail`: what is not given stays. */
const columnOf: Readonly<Record<keyof Detail, string>> = {
  hostingSite: 'hosting_site',
  hostingOther: 'hosting_other',
  recoverySite: 'recovery_site',
  recoveryOther: 'recovery_other',
  rtoHours: 'rto_hours',
  rpoHours: 'rpo_hours',
  drilledOn: 'drilled_on',
  sourceOwner: 'source_owner',
  repository: 'repository',
  escrow: 'escrow',
  documentation: 'documentation',
  builtOn: 'built_on',
  vendor: 'vendor',
  yearlyCostTzs: 'yearly_cost_tzs',
}

export async function setDetail(db: Db, id: string, given: Partial<Detail>): Promise<void> {
  const names = Object.keys(given) as (keyof Detail)[]
  const set = names.map((name, at) => `${columnOf[name]} = $${at + 2}`).join(', ')
  await db.rows(`update register.system_detail set ${set} where system = $1`, [
    id,
    ...names.map((name) => given[name]),
  ])
}

export async function setData(
  db: Db,
  { id, institution }: { readonly id: string; readonly institution: string },
  data: readonly HeldData[],
): Promise<void> {
  await db.rows('delete from register.system_data where system = $1', [id])
  await db.rows(
    `insert into register.system_data (system, institution, entity, role)
     select $1, $2, * from unnest($3::text[], $4::text[])`,
    [id, institution, data.map(({ entity }) => entity), data.map(({ role }) => role)],
  )
}

export async function insertAssessment(
  db: Db,
  { id, institution }: { readonly id: string; readonly institution: string },
  given: Assessment & { readonly assessment: string },
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into register.system_assessment (id, system, institution, assessed_on, assessor, recorded_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [given.assessment, id, institution, given.on, given.assessor, at],
  )
}
