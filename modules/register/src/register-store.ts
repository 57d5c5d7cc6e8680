import type { Institution, System } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'

const onTheBus = `(joined or exists (select from register.system where system.institution = institution.id))`

const column = <Row, Value>(rows: readonly Row[], of: (row: Row) => Value) => rows.map(of)

export async function upsertInstitutions(db: Db, rows: readonly Institution[]): Promise<void> {
  if (rows.length === 0) return
  await db.rows(
    `insert into register.institution (id, class, code, name_sw, name_en, status)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     on conflict (id) do update set class = excluded.class, code = excluded.code, name_sw = excluded.name_sw,
       name_en = excluded.name_en, status = excluded.status, joined = true`,
    [
      column(rows, (row) => row.id),
      column(rows, (row) => row.class),
      column(rows, (row) => row.code),
      column(rows, (row) => row.name.sw),
      column(rows, (row) => row.name.en),
      column(rows, (row) => row.status),
    ],
  )
}

export async function upsertSystems(db: Db, rows: readonly System[]): Promise<void> {
  if (rows.length === 0) return
  await db.rows(
    `insert into register.system (id, institution, code, name_sw, name_en, status)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     on conflict (id) do update set institution = excluded.institution, code = excluded.code,
       name_sw = excluded.name_sw, name_en = excluded.name_en, status = excluded.status`,
    [
      column(rows, (row) => row.id),
      column(rows, (row) => row.institution),
      column(rows, (row) => row.code),
      column(rows, (row) => row.name.sw),
      column(rows, (row) => row.name.en),
      column(rows, (row) => row.status),
    ],
  )
}

/** Names that an enrolment changed become rows of their own: the old one ends the day before. */
export async function dateNames(db: Db, ids: readonly string[], today: string): Promise<void> {
  await db.rows(
    `with ended as (
       update register.institution_name as old set valid_to = $2::date - 1
       from register.institution as now
       where now.id = old.institution and now.id = any($1::text[]) and old.valid_to is null
         and (now.name_sw, now.name_en) is distinct from (old.name_sw, old.name_en)
       returning old.institution)
     select institution from ended`,
    [ids, today],
  )
  await db.rows(
    `insert into register.institution_name (institution, name_sw, name_en, acronym, valid_from)
     select id, name_sw, name_en, acronym,
       case when exists (select from register.institution_name as old where old.institution = institution.id) then $2::date end
     from register.institution
     where id = any($1::text[]) and not exists (
       select from register.institution_name as old where old.institution = institution.id and old.valid_to is null)`,
    [ids, today],
  )
  await db.rows(
    `insert into register.institution_standing (institution, kind, parent, region)
     select id, kind, parent, region from register.institution
     where id = any($1::text[]) and not exists (
       select from register.institution_standing as old where old.institution = institution.id)`,
    [ids],
  )
}

/** Those that concern the gateway: enrolled, or with a system. */
export async function listInstitutions(db: Db): Promise<Institution[]> {
  return await db.rows<Institution>(
    `select id, class, code, json_build_object('sw', name_sw, 'en', name_en) as name, status
     from register.institution where ${onTheBus} order by id`,
  )
}

export async function listSystems(db: Db): Promise<System[]> {
  return await db.rows<System>(
    `select id, institution, code, json_build_object('sw', name_sw, 'en', name_en) as name, status
     from register.system order by id`,
  )
}

export async function findSystemIds(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    'select id from register.system where id = any($1::text[])',
    [ids],
  )
  return rows.map((row) => row.id)
}

export async function findInstitutionNames(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; sw: string; en: string }>(
    'select id, name_sw as sw, name_en as en from register.institution where id = any($1::text[])',
    [ids],
  )
}

export async function countRegistered(db: Db) {
  const [row] = await db.rows<{ institutions: number; systems: number }>(
    `select (select count(*) from register.institution where status = 'active' and ${onTheBus}) as institutions,
       (select count(*) from register.system where status = 'active') as systems`,
  )
  return row ?? { institutions: 0, systems: 0 }
}

export async function changesExist(db: Db): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(
    'select exists (select from register.change) as found',
  )
  return row?.found ?? false
}

export async function deleteChanges(db: Db): Promise<number> {
  return (await db.rows('delete from register.change returning tx')).length
}
