import type { Db } from '@mtandao/pg'
import type { FactRow } from './fact-store.ts'

/** Of a fact recorded in the same transaction. */
export async function insertRemark(db: Db, fact: FactRow, words: string): Promise<void> {
  await db.rows(
    `insert into facts.remark (fact, institution, by_institution, words) values ($1, $2, $3, $4)`,
    [fact.id, fact.institution, fact.byInstitution, words],
  )
}
