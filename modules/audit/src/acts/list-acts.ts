import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { leafHash, type TileReader } from '@mtandao/tlog'
import type { AuditDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { institutionRead, requireReader } from '../readers.ts'
import type { PlacedAct } from './act.ts'
import { findAct, selectActions, selectActs, type ActFilter } from './act-store.ts'
import { entryOf } from './entry.ts'

/** What the log says about an act. */
export type Standing =
  /** The act is word for word what the log has at its index. */
  | 'recorded'
  /** Committed; the next signed head, within a second, has it. */
  | 'waiting'
  /** The row was changed behind the platform's back. */
  | 'changed'
  /** The log could not be read. */
  | 'unknown'

export interface ListedAct extends PlacedAct {
  readonly standing: Standing
}

export interface ActList {
  readonly acts: readonly ListedAct[]
  /** For the next page: acts with a smaller index. */
  readonly next: number | undefined
}

export const pageSize = 50

/**
 * Acts, newest first, as far as the reader may see them.
 * @throws Problem `audit.not-for-you`
 */
export async function listActs(
  deps: AuditDeps,
  actor: Actor,
  filter: ActFilter,
  { before, limit = pageSize }: { readonly before?: number | undefined; readonly limit?: number },
): Promise<ActList> {
  requireReader(actor)
  const rows = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const own = institutionRead(actor)
    // The policy alone would hide the others too; said here, the index of institutions is used.
    const narrowed = own === undefined ? filter : { ...filter, institution: own }
    return await selectActs(db, narrowed, { before, limit: limit + 1 })
  })
  const acts = rows.slice(0, limit)
  const last = acts.at(-1)
  return {
    acts: await standAll(deps, acts),
    next: rows.length > limit && last ? last.logIndex : undefined,
  }
}

/** @throws Problem `audit.not-for-you`, `audit.act-not-found` */
export async function readAct(deps: AuditDeps, actor: Actor, id: string): Promise<ListedAct> {
  requireReader(actor)
  const row = await findAct(deps.database.within(scopeOf(actor)), id)
  const own = institutionRead(actor)
  const [act] =
    row && (own === undefined || row.institutions.includes(own)) ? await standAll(deps, [row]) : []
  if (!act) throw problem('act-not-found')
  return act
}

/** Actions for the filter's choice. They are the platform's own words and tell nothing of who did what. */
export async function listActions(deps: AuditDeps, actor: Actor): Promise<string[]> {
  requireReader(actor)
  return await selectActions(deps.database)
}

async function standAll(
  { tiles, place }: AuditDeps,
  rows: readonly PlacedAct[],
): Promise<ListedAct[]> {
  const size = await tiles.checkpoint(place.vkey).then(
    (checkpoint) => checkpoint.size,
    () => undefined,
  )
  return await Promise.all(
    rows.map(async (row) => ({ ...row, standing: await standingOf(tiles, row, size) })),
  )
}

async function standingOf(
  tiles: TileReader,
  row: PlacedAct,
  size: number | undefined,
): Promise<Standing> {
  if (size === undefined) return 'unknown'
  if (row.logIndex >= size) return 'waiting'
  const leaf = await tiles.leafHash(row.logIndex, size).catch(() => undefined)
  if (!leaf) return 'unknown'
  return leafHash(Buffer.from(entryOf(row))).equals(leaf) ? 'recorded' : 'changed'
}
