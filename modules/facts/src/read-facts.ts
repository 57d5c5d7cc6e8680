import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Fact, FactPage, FactSearch } from './contract.ts'
import type { FactsDeps } from './deps.ts'
import { placeOf, selectAfter, selectFact, selectNewest, type FactRow } from './fact-store.ts'
import { problem } from './problems.ts'

const batchRows = 5_000
const sinceMax = 5_000
const pageMax = 200

/** Every fact recorded up to a moment, in the order of commits, a batch in memory at a time. */
export async function* readFacts(
  db: Db,
  asked: { readonly recordedBy: Date; readonly types?: readonly string[] },
): AsyncIterable<readonly Fact[]> {
  for (let after = 0; ;) {
    const rows = await selectAfter(db, { ...asked, after, limit: batchRows })
    if (rows.length > 0) yield rows.map(factOf)
    if (rows.length < batchRows) return
    after = rows.at(-1)?.place ?? after
  }
}

/** Recorded after this one, oldest first. @throws Problem `facts.not-found` */
export async function factsSince(
  db: Db,
  id: string | null,
  limit: number,
): Promise<readonly Fact[]> {
  const after = id === null ? 0 : await placeOf(db, id)
  if (after === undefined) throw problem('not-found')
  const bounded = Math.max(1, Math.min(limit, sinceMax))
  return (await selectAfter(db, { after, limit: bounded })).map(factOf)
}

/** Newest first: what the actor may see, for the public what is public. */
export async function listFacts(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor | undefined,
  search: FactSearch,
): Promise<FactPage> {
  const limit = Math.max(1, Math.min(search.limit, pageMax))
  const rows = await selectNewest(database.within(scopeOf(actor)), { ...search, limit })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const shown = items.map(factOf)
  return rows.length > limit && last ? { items: shown, next: last.place } : { items: shown }
}

/** @throws Problem `facts.not-found` */
export async function getFact(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor | undefined,
  id: string,
): Promise<Fact> {
  const row = await selectFact(database.within(scopeOf(actor)), id)
  if (!row) throw problem('not-found')
  return factOf(row)
}

/** Without what only this module reads. */
export function factOf(row: FactRow): Fact {
  const { id, subject, institution, type, value, observedAt, recordedAt, validUntil } = row
  const { source, collector, evidence, supersedes } = row
  const said = { id, subject, institution, type, value, observedAt, recordedAt, validUntil }
  return { ...said, source, collector, evidence, supersedes }
}
