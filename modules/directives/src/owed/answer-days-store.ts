import type { Db } from '@mtandao/pg'
import type { DatedSetting } from '../model.ts'

/** How many days e-GA has for its answer to a reply: since when, and where the number comes from. */
export interface AnswerDays extends Pick<DatedSetting, 'from' | 'basis' | 'citation' | 'verified'> {
  readonly days: number
}

/** In force on a day; before the first, the first. */
export async function getAnswerDays(db: Db, day: string): Promise<AnswerDays> {
  const [row] = await db.rows<AnswerDays>(
    `select days, valid_from::text as "from", basis, citation, verified from directives.answer_days
     order by valid_from <= $1 desc, abs(valid_from - $1::date) limit 1`,
    [day],
  )
  if (!row) throw new Error('invariant: the migration gives the first days for an answer')
  return row
}
