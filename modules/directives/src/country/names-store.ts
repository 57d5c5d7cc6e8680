import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

export interface DirectiveRow {
  readonly id: string
  readonly title: Text
  /** Of the resolution it rests on and that one's session; null: it rests on none. */
  readonly number: number | null
  readonly session: number | null
}

/** Every directive, by session and resolution. */
export async function selectDirectives(db: Db): Promise<DirectiveRow[]> {
  return await db.rows<DirectiveRow>(
    `select d.id, json_build_object('sw', d.title_sw, 'en', d.title_en) as title, r.number, s.number as session
     from directives.directive d
     left join directives.resolution r on r.id = d.resolution
     left join directives.session s on s.id = r.session
     order by s.number nulls last, r.number nulls last, d.id limit 1000`,
  )
}
