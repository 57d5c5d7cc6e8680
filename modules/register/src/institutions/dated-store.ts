import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

/** Days are `YYYY-MM-DD`, both included; null: open at that end. */
export interface Dated {
  readonly id: number
  readonly from: string | null
  readonly to: string | null
}
export interface DatedName extends Dated {
  readonly name: Text
  readonly acronym: string | null
  readonly citation: string | null
}
export interface DatedStanding extends Dated {
  readonly kind: string | null
  readonly parent: string | null
  readonly parentName: Text | null
  readonly region: string | null
  readonly citation: string | null
}
export interface DatedHead extends Dated {
  readonly name: string
  readonly title: string
}
export interface DatedWebsite extends Dated {
  readonly url: string
}

type Table =
  | 'institution_name'
  | 'institution_standing'
  | 'institution_head'
  | 'institution_website'

const span = (table: string) =>
  `${table}.id, ${table}.valid_from::text as from, ${table}.valid_to::text as to`

/** Newest first; a page shows at most this many. */
const shownMax = 100

export async function selectNames(db: Db, institution: string): Promise<DatedName[]> {
  return await db.rows<DatedName>(
    `select ${span('n')}, json_build_object('sw', name_sw, 'en', name_en) as name, acronym, citation
     from register.institution_name as n where institution = $1 order by id desc limit ${shownMax}`,
    [institution],
  )
}

export async function selectStandings(db: Db, institution: string): Promise<DatedStanding[]> {
  return await db.rows<DatedStanding>(
    `select ${span('s')}, s.kind, s.parent, s.region, citation,
       case when p.id is not null then json_build_object('sw', p.name_sw, 'en', p.name_en) end as "parentName"
     from register.institution_standing as s left join register.institution as p on p.id = s.parent
     where institution = $1 order by s.id desc limit ${shownMax}`,
    [institution],
  )
}

export async function selectHeads(db: Db, institution: string): Promise<DatedHead[]> {
  return await db.rows<DatedHead>(
    `select ${span('h')}, name, title from register.institution_head as h
     where institution = $1 order by id desc limit ${shownMax}`,
    [institution],
  )
}

export async function selectWebsites(db: Db, institution: string): Promise<DatedWebsite[]> {
  return await db.rows<DatedWebsite>(
    `select ${span('w')}, url from register.institution_website as w
     where institution = $1 order by valid_to is not null, id desc limit ${shownMax}`,
    [institution],
  )
}

/**
 * Ends the present row the day before `from`; one that began on `from` itself ends the same day, so that the history keeps
 * it.
 * @returns the day the present row began; null when there is none or it has no beginning
 */
export async function findPresentStart(
  db: Db,
  table: Table,
  institution: string,
): Promise<string | null> {
  const [row] = await db.rows<{ from: string | null }>(
    `select valid_from::text as from from register.${table} where institution = $1 and valid_to is null`,
    [institution],
  )
  return row?.from ?? null
}

export async function closePresent(
  db: Db,
  table: Table,
  institution: string,
  from: string,
): Promise<void> {
  await db.rows(
    `update register.${table} set valid_to = greatest(valid_from, $2::date - 1)
     where institution = $1 and valid_to is null`,
    [institution, from],
  )
}

export async function insertName(
  db: Db,
  row: {
    institution: string
    name: Text
    acronym: string | null
    from: string | null
    citation: string | null
  },
): Promise<void> {
  await db.rows(
    `insert into register.institution_name (institution, name_sw, name_en, acronym, valid_from, citation)
     values ($1, $2, $3, $4, $5, $6)`,
    [row.institution, row.name.sw, row.name.en, row.acronym, row.from, row.citation],
  )
}

export async function insertStanding(
  db: Db,
  row: {
    institution: string
    kind: string | null
    parent: string | null
    region: string | null
    from: string | null
    citation: string | null
  },
): Promise<void> {
  await db.rows(
    `insert into register.institution_standing (institution, kind, parent, region, valid_from, citation)
     values ($1, $2, $3, $4, $5, $6)`,
    [row.institution, row.kind, row.parent, row.region, row.from, row.citation],
  )
}

export async function insertHead(
  db: Db,
  row: { institution: string; name: string; title: string; from: string },
): Promise<void> {
  await db.rows(
    `insert into register.institution_head (institution, name, title, valid_from) values ($1, $2, $3, $4)`,
    [row.institution, row.name, row.title, row.from],
  )
}

/** Whether it was added: it may stand there already. */
export async function insertWebsite(
  db: Db,
  row: { institution: string; url: string; from: string | null },
): Promise<boolean> {
  const added = await db.rows(
    `insert into register.institution_website (institution, url, valid_from) values ($1, $2, $3)
     on conflict do nothing returning id`,
    [row.institution, row.url, row.from],
  )
  return added.length === 1
}

/** Whether there was one to end. */
export async function endWebsite(
  db: Db,
  institution: string,
  url: string,
  to: string,
): Promise<boolean> {
  const ended = await db.rows(
    `update register.institution_website set valid_to = greatest(valid_from, $3::date)
     where institution = $1 and url = $2 and valid_to is null returning id`,
    [institution, url, to],
  )
  return ended.length === 1
}
