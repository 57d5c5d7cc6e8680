import type { Db } from '@mtandao/pg'
import { workKey, type Work } from './step-store.ts'

export interface ReplyTimes {
  /** The day by which e-GA owes an answer. */
  readonly answerDue: string
  readonly saidAt: Date
  readonly answeredAt: Date | null
}

export interface ReplySaid extends ReplyTimes {
  readonly id: string
  readonly words: string
  readonly answer: string | null
}

/** Newest first, at most 50. */
export async function selectReplies(
  db: Db,
  { institution, obligation, period }: Work,
): Promise<ReplySaid[]> {
  return await db.rows<ReplySaid>(
    `select r.id, r.words, r.said_at as "saidAt", r.answer_due::text as "answerDue",
       a.words as answer, a.answered_at as "answeredAt"
     from directives.reply r left join directives.answer a on a.reply = r.id
     where r.institution = $1 and r.obligation = $2 and r.period is not distinct from $3
     order by r.said_at desc, r.id limit 50`,
    [institution, obligation, period],
  )
}

/** When an institution replied and when it was answered, without any words, by `workKey`; the last 1,000. */
export async function selectReplyTimes(
  db: Db,
  institution: string,
): Promise<ReadonlyMap<string, readonly ReplyTimes[]>> {
  const rows = await db.rows<ReplyTimes & Pick<Work, 'obligation' | 'period'>>(
    `select r.obligation, r.period, r.said_at as "saidAt", r.answer_due::text as "answerDue",
       a.answered_at as "answeredAt"
     from directives.reply r left join directives.answer a on a.reply = r.id
     where r.institution = $1 order by r.said_at desc, r.id limit 1000`,
    [institution],
  )
  return Map.groupBy(rows, workKey)
}
