import type { Db } from '@mtandao/pg'
import { checkFact } from './check-fact.ts'
import type { Fact, NewFact } from './contract.ts'
import type { FactsDeps } from './deps.ts'
import { insertFacts, lockFacts, type FactRow } from './fact-store.ts'

/** Rows in one statement. */
const batchMax = 1_000

/** What machines saw, in the caller's transaction; people declare and verify, each under their own checks. */
export async function recordSeen(
  deps: Pick<FactsDeps, 'now' | 'newId'>,
  db: Db,
  facts: readonly NewFact[],
): Promise<readonly Fact[]> {
  if (facts.some(({ source }) => source !== 'machine'))
    throw new Error('invariant: what people say is declared or verified, with its actor')
  return await recordFacts(deps, db, facts, null)
}

/** @throws Problem `facts.type-unknown`, `facts.value-invalid`, `facts.time-ahead` */
export async function recordFacts(
  { now: clock, newId }: Pick<FactsDeps, 'now' | 'newId'>,
  db: Db,
  facts: readonly NewFact[],
  byInstitution: string | null,
): Promise<FactRow[]> {
  await lockFacts(db)
  const recordedAt = clock()
  const rows = facts.map((fact) => {
    const type = checkFact(fact, recordedAt)
    return { ...fact, id: newId(), recordedAt, byInstitution, public: type.public }
  })
  for (let at = 0; at < rows.length; at += batchMax)
    await insertFacts(db, rows.slice(at, at + batchMax))
  return rows
}
