import type { Db } from '@mtandao/pg'
import type { Status } from '../model.ts'

/** One piece of work: an obligation of an institution, of a quarter where it recurs. */
export interface Work {
  readonly institution: string
  readonly obligation: string
  readonly period: string | null
}

export interface StatusStep {
  readonly status: Status
  /** Id of the person; shown to nobody, compared only. */
  readonly by: string
  readonly at: Date
  /** Why it was sent back. */
  readonly words: string | null
}

/** Holds others who take a step of the same work until the transaction ends. */
export async function lockWork(db: Db, { institution, obligation, period }: Work): Promise<void> {
  const key = `directives.status_step/${institution}/${obligation}/${period ?? ''}`
  await db.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
}

export async function insertStep(
  db: Db,
  row: Work & StatusStep & { readonly id: string },
): Promise<void> {
  await db.rows(
    `insert into directives.status_step (id, obligation, institution, period, status, taken_by, taken_at, words)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.obligation, row.institution, row.period, row.status, row.by, row.at, row.words],
  )
}

/** Newest first, at most 100. */
export async function selectSteps(
  db: Db,
  { institution, obligation, period }: Work,
): Promise<StatusStep[]> {
  return await db.rows<StatusStep>(
    `select status, taken_by as by, taken_at as at, words from directives.status_step
     where institution = $1 and obligation = $2 and period is not distinct from $3
     order by place desc limit 100`,
    [institution, obligation, period],
  )
}

/** The last step of each piece of work of an institution, by `workKey`. */
export async function selectLatestStatuses(
  db: Db,
  institution: string,
): Promise<ReadonlyMap<string, Status>> {
  const rows = await db.rows<{ obligation: string; period: string | null; status: Status }>(
    `select distinct on (obligation, period) obligation, period, status from directives.status_step
     where institution = $1 order by obligation, period, place desc limit 10000`,
    [institution],
  )
  return new Map(rows.map((row) => [workKey(row), row.status]))
}

export function workKey({ obligation, period }: Pick<Work, 'obligation' | 'period'>): string {
  return `${obligation}/${period ?? ''}`
}
