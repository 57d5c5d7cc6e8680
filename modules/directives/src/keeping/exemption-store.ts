import type { Db } from '@mtandao/pg'
import type { Exemption } from '../model.ts'

export interface ExemptionRow extends Exemption {
  readonly id: string
  readonly reason: string
  readonly by: string
  readonly at: Date
}

export async function insertExemption(db: Db, row: ExemptionRow): Promise<void> {
  await db.rows(
    `insert into directives.exemption (id, obligation, institution, valid_from, valid_until, reason, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.obligation, row.institution, row.from, row.until, row.reason, row.by, row.at],
  )
}

/** Granted by then; at most 100,000. */
export async function selectExemptions(db: Db, by: Date): Promise<Exemption[]> {
  return await db.rows<Exemption>(
    `select obligation, institution, valid_from::text as "from", valid_until::text as until
     from directives.exemption where granted_at <= $1 order by id limit 100000`,
    [by],
  )
}
