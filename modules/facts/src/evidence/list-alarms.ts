import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Alarm } from '../contract.ts'
import type { FactsDeps } from '../deps.ts'
import { selectAlarms } from './evidence-store.ts'

export interface AlarmPage {
  readonly items: readonly Alarm[]
  /** Given to `before` for the rest of the list. */
  readonly next?: number
}

const pageMax = 200

/** Newest first: of the files that the actor's institution keeps; of all, to who sees the country. */
export async function listAlarms(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<AlarmPage> {
  const bounded = Math.max(1, Math.min(limit, pageMax))
  const rows = await selectAlarms(database.within(scopeOf(actor)), { before, limit: bounded })
  const items = rows.slice(0, bounded)
  const last = items.at(-1)
  return rows.length > bounded && last ? { items, next: last.id } : { items }
}
