import type { Db } from '@mtandao/pg'
import type { Inputs } from '../engine/assess.ts'
import type { ResultTable } from './result-table.ts'

export interface PublishedTable {
  readonly edition: number
  readonly table: ResultTable
  readonly inputs: Inputs
  readonly hash: string
}

export async function insertTable(
  db: Db,
  { edition, table, inputs, hash }: PublishedTable,
  published: { readonly at: Date; readonly reason: string | null },
): Promise<void> {
  await db.rows(
    `insert into directives.published_table (period, edition, rule_set, as_of, known_by, inputs, results, content_hash, reason, published_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10)`,
    [
      table.period,
      edition,
      table.ruleSet,
      new Date(table.asOf.at),
      new Date(table.asOf.knownBy),
      JSON.stringify(inputs),
      JSON.stringify(table),
      hash,
      published.reason,
      published.at,
    ],
  )
}

/** The last edition of a quarter. */
export async function findTable(db: Db, period: string): Promise<PublishedTable | undefined> {
  const [row] = await db.rows<PublishedTable>(
    `select edition, results as table, inputs, content_hash as hash
     from directives.published_table where period = $1 order by edition desc limit 1`,
    [period],
  )
  return row
}
