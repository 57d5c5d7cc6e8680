import type { Db } from '@mtandao/pg'

export interface ReplyRow {
  readonly id: string
  readonly obligation: string
  readonly institution: string
  readonly period: string | null
  readonly words: string
  readonly by: string
  readonly at: Date
  /** The day by which e-GA owes an answer. */
  readonly answerDue: string
}

export async function insertReply(db: Db, row: ReplyRow): Promise<void> {
  await db.rows(
    `insert into directives.reply (id, obligation, institution, period, words, said_by, said_at, answer_due)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.obligation, row.institution, row.period, row.words, row.by, row.at, row.answerDue],
  )
}

export async function findReply(
  db: Db,
  id: string,
): Promise<Pick<ReplyRow, 'institution' | 'by'> | undefined> {
  const [row] = await db.rows<Pick<ReplyRow, 'institution' | 'by'>>(
    'select institution, said_by as by from directives.reply where id = $1',
    [id],
  )
  return row
}

/** @returns false when it was answered before */
export async function insertAnswer(
  db: Db,
  row: {
    readonly reply: string
    readonly institution: string
    readonly words: string
    readonly by: string
    readonly at: Date
  },
): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.answer (reply, institution, words, answered_by, answered_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning reply`,
    [row.reply, row.institution, row.words, row.by, row.at],
  )
  return added.length > 0
}
