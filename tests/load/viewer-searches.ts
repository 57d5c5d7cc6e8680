import type { Actor, Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import { createRegister } from '@mtandao/register'
import { findExchanges } from '../../modules/exchange/src/viewer/find-exchanges.ts'
import {
  Cursor,
  daysDefault,
  type ExchangeFilter,
} from '../../modules/exchange/src/viewer/search-filter.ts'
import { country, failureCodes, institutionOf, serviceOf } from './viewer-fill.ts'

/** One search as a person would make it. */
interface Search {
  readonly actor: Actor
  readonly filter: ExchangeFilter
  /** The second page and not the first. */
  readonly second?: boolean
}

export const kinds = [
  'by_id',
  'by_institution',
  'by_code',
  'by_time',
  'by_service',
  'by_system',
  'next_page',
] as const
export type Kind = (typeof kinds)[number]

const dayMs = 24 * 60 * 60 * 1000

function actorOf(institution: string, role: Role): Actor {
  return {
    person: { id: `person-${institution}`, name: 'Asha Juma', email: 'asha@example.go.tz' },
    institution,
    institutionName: { sw: institution, en: institution },
    roles: [role],
    appointments: [],
    suspended: false,
  }
}

/** The same numbers at every run (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Searches of one kind, half of them by an officer (of any institution, busy or quiet) and half by an auditor. Spans of time
 * are those the page offers: mostly the last week, sometimes a month or the two years.
 */
export function makeSearches(
  kind: Kind,
  count: number,
  { now, ids, seed }: { now: Date; ids: readonly string[]; seed: number },
): Search[] {
  const next = numbersFrom(seed)
  const below = (most: number) => Math.floor(next() * most)
  const institution = () => institutionOf(1 + below(country.institutions))
  const since = (days: number) => ({ from: new Date(now.getTime() - days * dayMs) })
  const span = () => since([daysDefault, daysDefault, daysDefault, 30, country.days][below(5)] ?? 7)
  const filters: Readonly<Record<Kind, () => ExchangeFilter>> = {
    by_id: () => {
      const id = ids[below(ids.length)] ?? ''
      return { id: { low: id, high: id } }
    },
    by_institution: () => ({
      ...span(),
      institution: institution(),
      ...([{}, { role: 'consumer' }, { role: 'provider' }] as const)[below(3)],
    }),
    by_code: () => ({ ...span(), code: failureCodes[below(failureCodes.length)] ?? '' }),
    by_time: () => {
      const from = now.getTime() - next() * country.days * dayMs
      return { from: new Date(from), to: new Date(from + next() * 7 * dayMs) }
    },
    by_service: () => ({ ...span(), service: serviceOf(1 + below(country.services)) }),
    by_system: () => ({
      ...span(),
      system: `${institution()}.system-${below(country.systemsEach)}`,
    }),
    next_page: () => ({
      ...span(),
      ...([{}, { outcome: 'failed' }, { door: 'r1' }] as const)[below(3)],
    }),
  }
  return Array.from({ length: count }, (_, number) => ({
    actor: number % 2 === 0 ? actorOf(institution(), 'ict-officer') : actorOf('cag', 'auditor'),
    filter: filters[kind](),
    ...(kind === 'next_page' && { second: true }),
  }))
}

/** Milliseconds of each, through the use case that the pages call. */
export async function timeSearches(
  database: Database,
  searches: readonly Search[],
): Promise<number[]> {
  const deps = { database, register: createRegister() }
  const times: number[] = []
  for (const { actor, filter, second } of searches) {
    const cursor = second ? (await findExchanges(deps, actor, filter)).next : undefined
    const begun = performance.now()
    await findExchanges(
      deps,
      actor,
      filter,
      cursor === undefined ? undefined : Cursor.parse(cursor),
    )
    times.push(performance.now() - begun)
  }
  return times
}

/** The same searches without the second wall: what row-level policies cost. Only a bench may do this. */
export function unscoped(database: Database): Database {
  return { ...database, within: () => database }
}

export function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
