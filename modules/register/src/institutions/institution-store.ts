import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { InstitutionSearch, InstitutionView } from '../contract.ts'

const view = `id, json_build_object('sw', name_sw, 'en', name_en) as name, acronym, kind, region, parent, status`

export async function findInstitution(db: Db, id: string): Promise<InstitutionView | undefined> {
  const [row] = await db.rows<InstitutionView>(
    `select ${view} from register.institution where id = $1`,
    [id],
  )
  return row
}

/** One row more than `limit` is asked for, to know whether there is a rest. */
export async function selectInstitutions(
  db: Db,
  { search, kind, region, after, limit }: InstitutionSearch,
): Promise<InstitutionView[]> {
  return await db.rows<InstitutionView>(
    `select ${view} from register.institution
     where id > $1 and ($2::text is null or kind = $2) and ($3::text is null or region = $3)
       and ($4::text is null or id like $4 or id in (select institution from register.institution_name
         where lower(concat_ws(' ', name_sw, name_en, acronym)) like $4))
     order by id limit $5`,
    [after ?? '', kind ?? null, region ?? null, patternOf(search), limit + 1],
  )
}

/** `like` with what it would read as wildcards taken literally. */
export function patternOf(search: string | undefined): string | null {
  const text = search?.trim().toLowerCase() ?? ''
  return text === '' ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

export interface NewInstitution {
  readonly id: string
  readonly class: string
  readonly code: string
  readonly name: Text
  readonly acronym: string | null
  readonly kind: string | null
  readonly parent: string | null
  readonly region: string | null
}

/** Whether it was added: another may have its id or its address. */
export async function insertInstitution(db: Db, row: NewInstitution): Promise<boolean> {
  const added = await db.rows(
    `insert into register.institution (id, class, code, name_sw, name_en, acronym, kind, parent, region, status, joined)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', false) on conflict do nothing returning id`,
    [
      row.id,
      row.class,
      row.code,
      row.name.sw,
      row.name.en,
      row.acronym,
      row.kind,
      row.parent,
      row.region,
    ],
  )
  return added.length === 1
}

export async function setPresentName(
  db: Db,
  id: string,
  name: Text,
  acronym: string | null,
): Promise<void> {
  await db.rows(
    'update register.institution set name_sw = $2, name_en = $3, acronym = $4 where id = $1',
    [id, name.sw, name.en, acronym],
  )
}

export async function setPresentStanding(
  db: Db,
  id: string,
  { kind, parent, region }: Pick<NewInstitution, 'kind' | 'parent' | 'region'>,
): Promise<void> {
  await db.rows(
    'update register.institution set kind = $2, parent = $3, region = $4 where id = $1',
    [id, kind, parent, region],
  )
}

export async function setStatus(
  db: Db,
  id: string,
  status: InstitutionView['status'],
): Promise<void> {
  await db.rows('update register.institution set status = $2 where id = $1', [id, status])
}

/** The institutions above this one, nearest first; stops after 20 so that a loop cannot hold it. */
export async function selectAncestors(db: Db, id: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `with recursive up (id, parent, depth) as (
       select id, parent, 0 from register.institution where id = $1
       union all
       select above.id, above.parent, depth + 1 from up join register.institution as above on above.id = up.parent
       where depth < 20)
     select id from up where depth > 0 order by depth`,
    [id],
  )
  return rows.map((row) => row.id)
}
