import type { Db } from '@mtandao/pg'
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
