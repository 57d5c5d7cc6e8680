import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import { nameExchanges, type NamedExchange } from './named.ts'
import { problem } from './problems.ts'
import { writeCursor, type ExchangeFilter, type Place } from './search-filter.ts'
import { countQuery, searchQuery, type Reach } from './search-query.ts'
import {
  findHints,
  findServiceId,
  isOutOfTime,
  limitTime,
  runCount,
  runSearch,
  type FoundExchange,
} from './search-store.ts'

export interface ViewerDeps {
  readonly database: Database
  readonly register: Register
}

export interface FoundExchanges {
  /** Newest first. */
  readonly rows: readonly NamedExchange[]
  /** For the next page; absent on the last. */
  readonly next?: string
  /** On the first page only: how many there are, or that there are more than this. */
  readonly count?: { readonly value: number; readonly more: boolean }
}

export const pageSize = 50
/** Counting reads rows: a thousand of a quiet system lie on thousands of pages of the disk. */
export const countMax = 1_000
/** What a search may take, and what the count beside it may: without one, the page says «more than 50». */
const searchMsMax = 5_000
const countMsMax = 150

/**
 * What the actor may see of what was looked for, newest first, by pages of 50.
 * @throws Problem `viewer.search-too-wide` when five seconds were not enough
 */
export async function findExchanges(
  { database, register }: ViewerDeps,
  actor: Actor,
  given: ExchangeFilter,
  after?: Place,
): Promise<FoundExchanges> {
  const { filter, reach, hints } = await prepareSearch(database, actor, given)
  const rows = await inTime(
    database.within(scopeOf(actor)).transact(async (db) => {
      await limitTime(db, searchMsMax)
      return await runSearch(db, searchQuery(filter, reach, { hints, after, limit: pageSize + 1 }))
    }),
  )
  const isWhole = rows.length <= pageSize
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const counting = () =>
    database.within(scopeOf(actor)).transact(async (db) => {
      await limitTime(db, countMsMax)
      return await runCount(db, countQuery(filter, reach, { hints, most: countMax + 1 }))
    })
  const count = after ? undefined : isWhole ? rows.length : await counting().catch(unlessOutOfTime)
  return {
    rows: await nameExchanges({ database, register }, shown),
    ...(!isWhole && last && { next: writeCursor(last) }),
    ...(!after && {
      count: {
        value: count === undefined ? pageSize : Math.min(count, countMax),
        more: count === undefined || count > countMax,
      },
    }),
  }
}

function unlessOutOfTime(error: unknown): undefined {
  if (!isOutOfTime(error)) throw error
  return undefined
}

/** Pages for a file, one after the other, each in a transaction of its own: nothing is held open while a browser reads. */
export async function* listFound(
  { database, register }: ViewerDeps,
  actor: Actor,
  given: ExchangeFilter,
  { most, page }: { readonly most: number; readonly page: number },
): AsyncGenerator<readonly NamedExchange[]> {
  const { filter, reach, hints } = await prepareSearch(database, actor, given)
  let after: Place | undefined
  for (let left = most; left > 0; left -= page) {
    const limit = Math.min(page, left)
    const place = after
    const rows: FoundExchange[] = await inTime(
      database.within(scopeOf(actor)).transact(async (db) => {
        await limitTime(db, searchMsMax)
        return await runSearch(db, searchQuery(filter, reach, { hints, after: place, limit }))
      }),
    )
    yield await nameExchanges({ database, register }, rows)
    after = rows.at(-1)
    if (rows.length < limit) return
  }
}

async function prepareSearch(database: Database, actor: Actor, given: ExchangeFilter) {
  const reach: Reach = seesCountry(actor)
    ? { all: true }
    : { all: false, institution: actor.institution }
  // What helps to find is no answer: outside the scope, since which service an agreement is about may be another's to read.
  const service =
    given.service === undefined ? undefined : await findServiceId(database, given.service)
  const filter = service === undefined ? given : { ...given, service }
  return { filter, reach, hints: await findHints(database, filter) }
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return await work.catch((error: unknown) => {
    if (isOutOfTime(error)) throw problem('search-too-wide', { cause: error })
    throw error
  })
}
