import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'

export interface Revision {
  readonly subjectType: 'institution' | 'system' | 'staff' | 'committee' | 'site'
  readonly subject: string
  readonly institution: string
  readonly part: string
  /** Null: nothing stood there. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

export async function insertRevision(
  db: Db,
  actor: Actor,
  { subjectType, subject, institution, part, before, after }: Revision,
  now: Date,
): Promise<void> {
  await db.rows(
    `insert into register.revision (subject_type, subject, institution, part, at, person, person_name, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      subjectType,
      subject,
      institution,
      part,
      now,
      actor.person.id,
      actor.person.name,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    ],
  )
}

export interface RevisionView {
  readonly id: number
  readonly part: string
  readonly at: Date
  readonly personName: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** Newest first. */
export async function selectRevisions(
  db: Db,
  subjectType: Revision['subjectType'],
  subject: string,
  limit: number,
): Promise<RevisionView[]> {
  return await db.rows<RevisionView>(
    `select id, part, at, person_name as "personName", before, after from register.revision
     where subject_type = $1 and subject = $2 order by id desc limit $3`,
    [subjectType, subject, limit],
  )
}
