import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { RegisterDeps } from '../deps.ts'
import {
  selectFindings,
  selectFindingsOf,
  type Finding,
  type FindingSearch,
} from './finding-store.ts'

export interface FindingPage {
  readonly items: readonly Finding[]
  readonly next?: number
}

/** The institution's own, or of the country for who sees it. */
export async function listFindings(
  deps: RegisterDeps,
  actor: Actor,
  search: FindingSearch,
): Promise<FindingPage> {
  const limit = Math.max(1, Math.min(search.limit, 200))
  const institution = seesCountry(actor) ? search.institution : actor.institution
  const within = deps.database.within(scopeOf(actor))
  const rows = await selectFindings(within, { ...search, institution, limit })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}

/** Open findings of these systems that the actor may see. */
export async function findingsOfSystems(
  deps: RegisterDeps,
  actor: Actor,
  systems: readonly string[],
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const rows = await selectFindingsOf(deps.database.within(scopeOf(actor)), systems)
  return Map.groupBy(rows, ({ system }) => system)
}
