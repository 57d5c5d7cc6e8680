import type { Db } from '@mtandao/pg'
import type { Row } from './columns.ts'
import type { Known } from './plan-import.ts'

export interface ImportRow {
  readonly id: string
  readonly at: Date
  readonly from: string
  readonly fileSha256: string
  readonly content: string
  readonly planSha256: string
  readonly appliedAt: Date | null
}

export async function insertImport(
  db: Db,
  row: Omit<ImportRow, 'appliedAt'> & { readonly person: string },
): Promise<void> {
  await db.rows(
    `insert into register.import (id, person, at, valid_from, file_sha256, content, plan_sha256)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.person, row.at, row.from, row.fileSha256, row.content, row.planSha256],
  )
}

/** Only whoever made the dry run sees it. */
export async function findImport(
  db: Db,
  id: string,
  person: string,
): Promise<ImportRow | undefined> {
  const [row] = await db.rows<ImportRow>(
    `select id, at, valid_from::text as from, file_sha256 as "fileSha256", content, plan_sha256 as "planSha256",
       applied_at as "appliedAt"
     from register.import where id = $1 and person = $2`,
    [id, person],
  )
  return row
}

export async function setApplied(db: Db, id: string, at: Date): Promise<void> {
  await db.rows('update register.import set applied_at = $2 where id = $1', [id, at])
}

export async function deleteImportsBefore(db: Db, at: Date): Promise<void> {
  await db.rows('delete from register.import where at < $1', [at])
}

export async function selectKnown(db: Db): Promise<Known[]> {
  return await db.rows<Known>(
    `select i.id, i.class, i.code, i.name_sw, i.name_en, coalesce(i.acronym, '') as acronym,
       coalesce(i.kind, '') as kind, coalesce(i.parent, '') as parent, coalesce(i.region, '') as region,
       coalesce(w.urls, '') as websites, n.valid_from::text as "nameFrom", s.valid_from::text as "standingFrom"
     from register.institution as i
     left join register.institution_name as n on n.institution = i.id and n.valid_to is null
     left join register.institution_standing as s on s.institution = i.id and s.valid_to is null
     left join (select institution, string_agg(url, ' ' order by url collate "C") as urls
       from register.institution_website where valid_to is null group by institution) as w on w.institution = i.id
     order by i.id`,
  )
}

const asRows = `jsonb_to_recordset($1) as row(id text, class text, code text, name_sw text, name_en text, acronym text,
  kind text, parent text, region text, websites text)`

/** Adds institutions with the first rows of their history. @throws when one exists: the plan said it does not */
export async function insertPlanned(db: Db, rows: readonly Row[]): Promise<void> {
  const input = [JSON.stringify(rows)]
  await db.rows(
    `insert into register.institution (id, class, code, name_sw, name_en, acronym, kind, parent, region, status, joined)
     select id, class, code, name_sw, name_en, nullif(acronym, ''), nullif(kind, ''), nullif(parent, ''),
       nullif(region, ''), 'active', false from ${asRows}`,
    input,
  )
  await db.rows(
    `insert into register.institution_name (institution, name_sw, name_en, acronym)
     select id, name_sw, name_en, nullif(acronym, '') from ${asRows}`,
    input,
  )
  await db.rows(
    `insert into register.institution_standing (institution, kind, parent, region)
     select id, nullif(kind, ''), nullif(parent, ''), nullif(region, '') from ${asRows}`,
    input,
  )
}

export async function renamePlanned(db: Db, rows: readonly Row[], from: string): Promise<void> {
  const input = [JSON.stringify(rows), from]
  await db.rows(
    `update register.institution_name as old set valid_to = greatest(old.valid_from, $2::date - 1)
     from ${asRows} where old.institution = row.id and old.valid_to is null`,
    input,
  )
  await db.rows(
    `insert into register.institution_name (institution, name_sw, name_en, acronym, valid_from)
     select id, name_sw, name_en, nullif(acronym, ''), $2::date from ${asRows}`,
    input,
  )
  await db.rows(
    `update register.institution as i set name_sw = row.name_sw, name_en = row.name_en,
       acronym = nullif(row.acronym, '') from ${asRows} where i.id = row.id`,
    [JSON.stringify(rows)],
  )
}

export async function movePlanned(db: Db, rows: readonly Row[], from: string): Promise<void> {
  const input = [JSON.stringify(rows), from]
  await db.rows(
    `update register.institution_standing as old set valid_to = greatest(old.valid_from, $2::date - 1)
     from ${asRows} where old.institution = row.id and old.valid_to is null`,
    input,
  )
  await db.rows(
    `insert into register.institution_standing (institution, kind, parent, region, valid_from)
     select id, nullif(kind, ''), nullif(parent, ''), nullif(region, ''), $2::date from ${asRows}`,
    input,
  )
  await db.rows(
    `update register.institution as i set kind = nullif(row.kind, ''), parent = nullif(row.parent, ''),
       region = nullif(row.region, '') from ${asRows} where i.id = row.id`,
    [JSON.stringify(rows)],
  )
}

/** Websites become exactly those of the rows. */
export async function setWebsites(
  db: Db,
  rows: readonly Row[],
  from: string | null,
): Promise<void> {
  const wanted = `(select row.id, url from ${asRows}, unnest(string_to_array(nullif(row.websites, ''), ' ')) as url)`
  const input = JSON.stringify(rows)
  await db.rows(
    `update register.institution_website as old set valid_to = greatest(old.valid_from, coalesce($2::date - 1, current_date))
     from ${asRows} where old.institution = row.id and old.valid_to is null
       and not exists (select from ${wanted} as wanted where wanted.id = old.institution and wanted.url = old.url)`,
    [input, from],
  )
  await db.rows(
    `insert into register.institution_website (institution, url, valid_from)
     select wanted.id, wanted.url, $2::date from ${wanted} as wanted on conflict do nothing`,
    [input, from],
  )
}

export interface BulkRevision {
  readonly id: string
  readonly before: Readonly<Record<string, string>> | null
  readonly after: Readonly<Record<string, string>>
}

export async function insertRevisions(
  db: Db,
  person: { readonly id: string; readonly name: string },
  revisions: readonly BulkRevision[],
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into register.revision (subject_type, subject, institution, part, at, person, person_name, before, after)
     select 'institution', id, id, 'import', $2, $3, $4, before, after
     from jsonb_to_recordset($1) as row(id text, before jsonb, after jsonb)`,
    [JSON.stringify(revisions), at, person.id, person.name],
  )
}
