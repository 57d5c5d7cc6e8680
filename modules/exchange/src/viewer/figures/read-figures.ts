import { actsFor, scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { ViewerDeps } from '../find-exchanges.ts'
import { problem } from '../problems.ts'
import { serviceNames } from '../search-store.ts'
import {
  countConnected,
  listLatencyDays,
  listPartyDays,
  listPublishedCounts,
  listSilent,
  listTopServices,
  type PublishedCount,
} from './figures-store.ts'
import { countsIn, dayOf, periodsOf, quantilesIn, type Period, type Span } from './periods.ts'

export interface FiguresWanted {
  readonly span: Span
  /** Its own figures; absent for the whole country. */
  readonly institution?: string | undefined
}

export interface FiguresView {
  readonly span: Span
  readonly institution: { readonly id: string; readonly name: Text } | undefined
  readonly periods: readonly Period[]
  /** For each period. Of an institution: what it asked for and what it answered; of the country: `asked` alone. */
  readonly asked: readonly number[]
  readonly answered: readonly number[] | undefined
  readonly failed: Readonly<Record<'consumer' | 'bus' | 'provider', readonly number[]>>
  /** Milliseconds. Of an institution: of what it answers as provider. */
  readonly latency: {
    readonly p50: readonly (number | null)[]
    readonly p95: readonly (number | null)[]
  }
  /** Of the last thirty days. */
  readonly services: readonly TopService[]
  /** Of the country only. */
  readonly connected: Connected | undefined
  /** For those who act on it: officers of the institution, or of the country. */
  readonly silent: readonly SilentSystem[] | undefined
}

export interface TopService {
  readonly service: string
  readonly name: Text | undefined
  readonly ended: number
  readonly failed: number
  /** Thirty days. */
  readonly days: readonly number[]
}

export interface Connected {
  readonly published: readonly PublishedCount[]
  readonly live: { readonly institutions: number; readonly systems: number }
}

export interface SilentSystem {
  readonly system: string
  readonly name: Text | undefined
  readonly institution: string
  readonly institutionName: Text | undefined
  readonly lastAt: Date | null
}

/** Days after which a system with a client counts as silent. */
export const silentDays = 30
const servicesMost = 10
const silentMost = 50
const dayMs = 24 * 60 * 60 * 1000

/**
 * The figures of the country, for anybody, or of one institution, for its own people and for country roles. All of it comes
 * from what the indexer keeps: nothing counts exchanges.
 * @throws Problem `viewer.institution-not-found`, also for one of others
 */
export async function readFigures(
  deps: ViewerDeps,
  actor: Actor | undefined,
  { span, institution: id }: FiguresWanted,
  now: Date,
): Promise<FiguresView> {
  const { database, register } = deps
  const institution = id === undefined ? undefined : await ownInstitution(deps, actor, id)
  const periods = periodsOf(span, dayOf(now))
  const from = periods[0]?.from ?? dayOf(now)
  const month = periodsOf(30, dayOf(now))
  const of = institution?.id ?? ''
  const rows = await database.within(scopeOf(actor)).transact(async (db) => ({
    days: await listPartyDays(db, of, from),
    latency: await listLatencyDays(db, of, from),
    published: of === '' ? await listPublishedCounts(db) : [],
  }))
  // Public counts of all services; which of them are an institution's is no secret either.
  const top = await listTopServices(database, of, {
    from: month[0]?.from ?? from,
    most: servicesMost,
  })
  const names = await serviceNames(database, [...new Set(top.map(({ service }) => service))])
  const connected =
    of === '' ? { published: rows.published, live: await countConnected(database) } : undefined
  const failed = (side: 'consumer' | 'bus' | 'provider') =>
    countsIn(periods, rows.days, (row) => row.side === side)
  return {
    span,
    institution,
    periods,
    asked: countsIn(periods, rows.days, ({ role }) => role !== 'provider'),
    answered: institution && countsIn(periods, rows.days, ({ role }) => role === 'provider'),
    failed: { consumer: failed('consumer'), bus: failed('bus'), provider: failed('provider') },
    latency: {
      p50: quantilesIn(periods, rows.latency, 0.5),
      p95: quantilesIn(periods, rows.latency, 0.95),
    },
    services: topServices(top, names, month),
    connected,
    silent:
      actor && maySeeSilent(actor, of)
        ? await silent({ database, register }, actor, of, now)
        : undefined,
  }
}

async function ownInstitution(
  { database, register }: ViewerDeps,
  actor: Actor | undefined,
  id: string,
) {
  const maySee = actor && !actor.suspended && (seesCountry(actor) || actsFor(actor, id))
  const name = maySee ? (await register.institutionNames(database, [id])).get(id) : undefined
  if (!name) throw problem('institution-not-found')
  return { id, name }
}

function maySeeSilent(actor: Actor, institution: string): boolean {
  return !actor.suspended && (institution !== '' || seesCountry(actor))
}

function topServices(
  rows: Awaited<ReturnType<typeof listTopServices>>,
  names: ReadonlyMap<string, Text>,
  month: readonly Period[],
): TopService[] {
  const services = [...new Set(rows.map(({ service }) => service))].map((service): TopService => {
    const own = rows.filter((row) => row.service === service)
    return {
      service,
      name: names.get(service),
      ended: own.reduce((sum, { ended }) => sum + ended, 0),
      failed: own.reduce((sum, row) => sum + row.failed, 0),
      days: month.map(({ from }) => own.find(({ day }) => day === from)?.ended ?? 0),
    }
  })
  return services.sort((a, b) => b.ended - a.ended)
}

async function silent(
  { database, register }: ViewerDeps,
  actor: Actor,
  institution: string,
  now: Date,
): Promise<SilentSystem[]> {
  const since = new Date(now.getTime() - silentDays * dayMs)
  const rows = await database
    .within(scopeOf(actor))
    .transact((db) => listSilent(db, { since, institution, most: silentMost }))
  const [systems, institutions] = await Promise.all([
    register.systemNames(
      database,
      rows.map(({ system }) => system),
    ),
    register.institutionNames(database, [...new Set(rows.map((row) => row.institution))]),
  ])
  return rows.map((row) => ({
    ...row,
    name: systems.get(row.system),
    institutionName: institutions.get(row.institution),
  }))
}
