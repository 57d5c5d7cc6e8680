import type { Db } from '@mtandao/pg'

/** Rows of the demo country. What people changed since stays as they left it. */

export async function insertDemoHead(
  db: Db,
  row: { institution: string; name: string; title: string; from: string },
): Promise<void> {
  await db.rows(
    `insert into register.institution_head (institution, name, title, valid_from)
     select $1, $2, $3, $4 where exists (select from register.institution where id = $1)
       and not exists (select from register.institution_head where institution = $1)`,
    [row.institution, row.name, row.title, row.from],
  )
}

/** Where nobody has said a kind, neither before nor now. */
export async function setDemoKind(db: Db, institution: string, kind: string): Promise<void> {
  await db.rows(
    `with said as (
       update register.institution_standing set kind = $2
       where institution = $1 and valid_to is null and kind is null
         and not exists (select from register.institution_standing where institution = $1 and valid_to is not null)
       returning institution)
     update register.institution i set kind = $2 from said where i.id = said.institution`,
    [institution, kind],
  )
}

export async function insertDemoStaff(
  db: Db,
  row: {
    id: string
    institution: string
    name: string
    post: string
    vetting: string
    since: string | null
    oathOn: string | null
    at: Date
  },
): Promise<void> {
  await db.rows(
    `insert into register.staff (id, institution, name, post, vetting, vetting_since, oath_on, created_at)
     select $1, $2, $3, $4, $5, $6::date, $7::date, $8::timestamptz
     where exists (select from register.institution where id = $2) on conflict do nothing`,
    [row.id, row.institution, row.name, row.post, row.vetting, row.since, row.oathOn, row.at],
  )
}

/** Whether it was added now. */
export async function insertDemoSite(
  db: Db,
  row: { id: string; name: string; operator: string; place: string; region: string; at: Date },
): Promise<boolean> {
  const added = await db.rows(
    `insert into register.site (id, name, operator, place, region, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [row.id, row.name, row.operator, row.place, row.region, row.at],
  )
  return added.length === 1
}

/** Of these, the systems that are on the register and have no record. */
export async function selectBare(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; institution: string }>(
    `select id, institution from register.system as s where id = any($1::text[])
       and not exists (select from register.system_record where system = s.id)`,
    [ids],
  )
}

export async function setConfirmed(db: Db, system: string, at: Date, by: string): Promise<void> {
  await db.rows(
    'update register.system_record set confirmed_at = $2, confirmed_by = $3 where system = $1',
    [system, at, by],
  )
}
