import type { Db } from '@mtandao/pg'

export interface PublishedHead {
  readonly period: string
  readonly edition: number
  readonly ruleSet: number
  readonly asOf: Date
}

/** The last edition of each quarter, newest quarter first. */
export async function selectLastEditions(db: Db, limit: number): Promise<PublishedHead[]> {
  return await db.rows<PublishedHead>(
    `select distinct on (period) period, edition, rule_set as "ruleSet", as_of as "asOf"
     from directives.published_table order by period desc, edition desc limit $1`,
    [limit],
  )
}
