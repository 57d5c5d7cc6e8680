import type { Db } from '@mtandao/pg'

/** Whether the institution has ever replied to a result of this obligation. */
export async function hasReplied(
  db: Db,
  institution: string,
  obligation: string,
): Promise<boolean> {
  const rows = await db.rows(
    'select id from directives.reply where institution = $1 and obligation = $2 limit 1',
    [institution, obligation],
  )
  return rows.length > 0
}
