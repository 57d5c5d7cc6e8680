import type { Db } from '@mtandao/pg'
import type { Work } from './step-store.ts'

export interface WaitingWork extends Work {
  readonly since: Date
}

/** Replies that nobody has answered, the oldest first. */
export async function selectUnanswered(db: Db, limit: number): Promise<WaitingWork[]> {
  return await db.rows<WaitingWork>(
    `select r.institution, r.obligation, r.period, r.said_at as since from directives.reply r
     where not exists (select 1 from directives.answer a where a.reply = r.id)
     order by r.said_at, r.id limit $1`,
    [limit],
  )
}

/** Work whose last step was its submission, the oldest first. */
export async function selectSubmitted(db: Db, limit: number): Promise<WaitingWork[]> {
  return await db.rows<WaitingWork>(
    `select s.institution, s.obligation, s.period, s.taken_at as since from directives.status_step s
     where s.status = 'submitted' and not exists (
       select 1 from directives.status_step later
       where later.institution = s.institution and later.obligation = s.obligation
         and later.period is not distinct from s.period and later.place > s.place)
     order by s.taken_at, s.id limit $1`,
    [limit],
  )
}
