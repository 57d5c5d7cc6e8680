import { randomUUID } from 'node:crypto'
import type { Db } from '@mtandao/pg'

export interface Letter {
  readonly subject: string
  readonly body: string
}

export async function insertMail(
  db: Db,
  { to, subject, body, at }: Letter & { readonly to: string; readonly at: Date },
): Promise<void> {
  await db.rows(
    `insert into identity.outgoing_mail (id, to_address, subject, body, at, try_at) values ($1, $2, $3, $4, $5, $5)`,
    [randomUUID(), to, subject, body, at],
  )
}

/** Many at once. */
export async function insertMails(
  db: Db,
  mails: readonly (Letter & { readonly to: string })[],
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into identity.outgoing_mail (id, to_address, subject, body, at, try_at)
     select gen_random_uuid(), "to", subject, body, $2, $2 from jsonb_to_recordset($1::jsonb) as m ("to" text, subject text, body text)`,
    [JSON.stringify(mails), at],
  )
}

export interface WaitingMail extends Letter {
  readonly id: string
  readonly to: string
  readonly tries: number
}

/** Taken for a while: of two processes one sends it. One that dies meanwhile leaves it to the next. */
export async function takeWaitingMails(
  db: Db,
  now: Date,
  takenUntil: Date,
): Promise<WaitingMail[]> {
  return await db.rows<WaitingMail>(
    `update identity.outgoing_mail set try_at = $2, tries = tries + 1 where id in (
       select id from identity.outgoing_mail where sent_at is null and not given_up and try_at <= $1
       order by try_at limit 10 for update skip locked)
     returning id, to_address as "to", subject, body, tries`,
    [now, takenUntil],
  )
}

export async function markSent(db: Db, id: string, at: Date): Promise<void> {
  await db.rows('update identity.outgoing_mail set sent_at = $2, body = null where id = $1', [
    id,
    at,
  ])
}

export async function markFailed(
  db: Db,
  id: string,
  { tryAt, givenUp }: { readonly tryAt: Date; readonly givenUp: boolean },
): Promise<void> {
  await db.rows(
    `update identity.outgoing_mail set try_at = $2, given_up = $3, body = case when $3 then null else body end
     where id = $1`,
    [id, tryAt, givenUp],
  )
}

export async function deleteOldMails(db: Db, before: Date): Promise<void> {
  await db.rows('delete from identity.outgoing_mail where at < $1', [before])
}
