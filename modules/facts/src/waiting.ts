import { EGA, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { FactPage } from './contract.ts'
import type { FactsDeps } from './deps.ts'
import { selectReportersOf, selectWaiting } from './fact-store.ts'
import { hindranceOf, institutionsOf } from './keeping/independence.ts'
import { problem } from './problems.ts'
import { pageLimit, pageOf } from './read-facts.ts'

export interface WaitingSearch {
  readonly institution?: string | undefined
  readonly type?: string | undefined
  /** `next` of the page before. */
  readonly before?: number | undefined
  /** 1–200. */
  readonly limit: number
}

/**
 * Declarations that wait for somebody like this actor to verify them, newest first. A page may hold fewer than asked, where some of them
 * are the actor's own words from before, in another institution.
 * @throws Problem `facts.not-yours`
 */
export async function listWaiting(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor,
  search: WaitingSearch,
): Promise<FactPage> {
  if (actor.suspended || !holds(actor, 'ega-officer', 'ict-officer', 'head'))
    throw problem('not-yours')
  const limit = pageLimit(search.limit)
  const isEga = holds(actor, 'ega-officer') && actor.institution === EGA
  const without = institutionsOf(actor).filter((one) => !(isEga && one === EGA))
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const rows = await selectWaiting(db, { ...search, without, limit })
    const reporters = await selectReportersOf(
      db,
      rows.map(({ id }) => id),
    )
    const { items, ...page } = pageOf(actor, rows, limit)
    const mine = items.filter(
      (fact) =>
        hindranceOf(
          actor,
          fact,
          reporters.filter(({ fact: of }) => of === fact.id),
        ) === undefined,
    )
    return { ...page, items: mine }
  })
}

/** What the actor's own institution has declared and nobody has verified yet, newest first. */
export async function listOwnWaiting(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor,
  limit: number,
): Promise<FactPage> {
  const bounded = pageLimit(limit)
  const rows = await selectWaiting(database.within(scopeOf(actor)), {
    without: [],
    institution: actor.institution,
    limit: bounded,
  })
  return pageOf(actor, rows, bounded)
}
