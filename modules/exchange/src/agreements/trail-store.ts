import type { Db } from '@mtandao/pg'
import type { StepName, TakenStep } from './approval-path.ts'
import type { SignedStep, StepStatement } from './signed-step.ts'

/** What is only ever added: signed steps, events, comments. */

export interface StepRow extends TakenStep, SignedStep {
  readonly version: number
  readonly number: number
  readonly institution: string
  readonly at: Date
}

const stepColumns = `version, number, step, verdict, person, institution, at, content_hash as "contentHash", statement,
  hash, signature, key`

/** In their order, of one version or of all. */
export async function listSteps(db: Db, agreement: string, version?: number): Promise<StepRow[]> {
  return await db.rows<StepRow>(
    `select ${stepColumns} from exchange.agreement_step
     where agreement = $1 and ($2::int is null or version = $2) order by version, number`,
    [agreement, version ?? null],
  )
}

export async function insertStep(
  db: Db,
  statement: StepStatement,
  signed: SignedStep,
): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_step (agreement, version, number, step, verdict, person, institution, at,
       content_hash, statement, hash, signature, key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      statement.agreement,
      statement.version,
      statement.number,
      statement.step satisfies StepName,
      statement.verdict,
      statement.person.id,
      statement.institution,
      statement.at,
      statement.content,
      signed.statement,
      signed.hash,
      signed.signature,
      signed.key,
    ],
  )
}

export type EventName =
  | 'drafted'
  | 'changed'
  | 'submitted'
  | 'returned'
  | 'refused'
  | 'withdrawn'
  | 'approved'
  | 'begun'
  | 'suspended'
  | 'resumed'
  | 'ended'
  | 'expired'
  | 'enrolled'

export interface EventRow {
  readonly at: Date
  readonly event: EventName
  readonly version: number | null
  readonly personName: string | null
  readonly institution: string | null
  readonly reasonSw: string | null
  readonly reasonEn: string | null
}

export interface NewEvent {
  readonly agreement: string
  readonly at: Date
  readonly event: EventName
  readonly version?: number | undefined
  /** Nobody: the bus itself. */
  readonly by?: {
    readonly person: string
    readonly personName: string
    readonly institution: string
  }
  readonly reason?: { readonly sw: string; readonly en: string } | undefined
}

export async function insertEvent(db: Db, event: NewEvent): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_event (agreement, at, event, version, person, person_name, institution, reason_sw,
       reason_en) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      event.agreement,
      event.at,
      event.event,
      event.version ?? null,
      event.by?.person ?? null,
      event.by?.personName ?? null,
      event.by?.institution ?? null,
      event.reason?.sw ?? null,
      event.reason?.en ?? null,
    ],
  )
}

const trailMax = 200

/** Newest first. */
export async function listEvents(db: Db, agreement: string): Promise<EventRow[]> {
  return await db.rows<EventRow>(
    `select at, event, version, person_name as "personName", institution, reason_sw as "reasonSw",
       reason_en as "reasonEn"
     from exchange.agreement_event where agreement = $1 order by id desc limit ${trailMax}`,
    [agreement],
  )
}

export interface CommentRow {
  readonly at: Date
  readonly personName: string
  readonly roles: readonly string[]
  readonly institution: string
  readonly words: string
}

export interface NewComment extends CommentRow {
  readonly agreement: string
  readonly person: string
}

export async function insertComment(db: Db, comment: NewComment): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_comment (agreement, at, person, person_name, roles, institution, words)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      comment.agreement,
      comment.at,
      comment.person,
      comment.personName,
      [...comment.roles],
      comment.institution,
      comment.words,
    ],
  )
}

/** Oldest first. */
export async function listComments(db: Db, agreement: string): Promise<CommentRow[]> {
  const newest = await db.rows<CommentRow>(
    `select at, person_name as "personName", roles, institution, words
     from exchange.agreement_comment where agreement = $1 order by id desc limit ${trailMax}`,
    [agreement],
  )
  return newest.toReversed()
}
