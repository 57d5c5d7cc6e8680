import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import {
  isPublicType,
  type Fact,
  type FactPage,
  type FactSearch,
  type FactView,
} from './contract.ts'
import type { FactsDeps } from './deps.ts'
import {
  placeOf,
  selectAfter,
  selectNewest,
  selectSeen,
  type FactRow,
  type ListedRow,
} from './fact-store.ts'
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
  asked: FactSearch,
): Promise<FactPage> {
  const search = narrow(actor, asked)
  if (!search) return { items: [] }
  const limit = pageLimit(search.limit)
  const rows = await selectNewest(database.within(scopeOf(actor)), { ...search, limit })
  return pageOf(actor, rows, limit)
}

export function pageLimit(limit: number): number {
  return Math.max(1, Math.min(limit, pageMax))
}

/** @param rows one more than `limit` where there are more */
export function pageOf(
  actor: Actor | undefined,
  rows: readonly ListedRow[],
  limit: number,
): FactPage {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const shown = items.map((row) => viewOf(actor, row))
  return rows.length > limit && last ? { items: shown, next: last.place } : { items: shown }
}

/**
 * Facts of a type that is not public are those of the actor's own institution: asked so, PostgreSQL need not pass over everybody's to
 * hide them. Undefined: there is nothing for this actor.
 */
function narrow(actor: Actor | undefined, search: FactSearch): FactSearch | undefined {
  const { type, institution } = search
  if (type === undefined || isPublicType(type)) return search
  if (!actor || actor.suspended) return undefined
  if (seesCountry(actor)) return search
  if (institution !== undefined && institution !== actor.institution) return undefined
  return { ...search, institution: actor.institution }
}

/** @throws Problem `facts.not-found` */
export async function getFact(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor | undefined,
  id: string,
): Promise<FactView> {
  const row = await selectSeen(database.within(scopeOf(actor)), id)
  if (!row) throw problem('not-found')
  return viewOf(actor, row)
}

/** What stands for a person in `collector`. */
export const somebody = 'person'

export function viewOf(actor: Actor | undefined, row: ListedRow): FactView {
  const { byInstitution, supersededBy } = row
  const collector = mayKnowAuthor(actor, row) ? row.collector : somebody
  return { ...factOf(row), collector, byInstitution, supersededBy }
}

/** The public learns which institution spoke, and no person. */
function mayKnowAuthor(
  actor: Actor | undefined,
  { source, institution, byInstitution }: ListedRow,
): boolean {
  if (source === 'machine') return true
  if (!actor || actor.suspended) return false
  return (
    seesCountry(actor) || actor.institution === institution || actor.institution === byInstitution
  )
}

/** Without what only this module reads. */
export function factOf(row: FactRow): Fact {
  const { id, subject, institution, type, value, observedAt, recordedAt, validUntil } = row
  const { source, collector, evidence, supersedes } = row
  const said = { id, subject, institution, type, value, observedAt, recordedAt, validUntil }
  return { ...said, source, collector, evidence, supersedes }
}
