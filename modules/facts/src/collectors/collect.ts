import { catalogue } from '../catalogue.ts'
import type { NewFact } from '../contract.ts'
import { validUntil } from '../validity.ts'
import type { Exchanged, InstitutionKnown, RightsHeld, SystemKnown } from './ports.ts'

/** What one round looked at, of one moment. */
export interface Observed {
  readonly institutions: readonly InstitutionKnown[]
  readonly systems: readonly SystemKnown[]
  readonly exchanges: readonly Exchanged[]
  readonly rights: readonly RightsHeld[]
  readonly agreements: readonly { readonly system: string; readonly agreements: number }[]
  readonly keys: readonly { readonly system: string; readonly since: string }[]
}

export interface CollectOptions {
  readonly now: Date
  /** A system whose last exchange is longer ago is no longer exchanging. */
  readonly silentAfterMs: number
}

/** Ids of unregistered systems in one fact; the count is never cut. */
const systemsMax = 200

/** Everything that the machinery sees now, as facts. The same observation gives the same facts. */
export function collect(observed: Observed, options: CollectOptions): NewFact[] {
  return [
    ...exchangesSeen(observed, options),
    ...rightsSeen(observed, options),
    ...unregisteredSeen(observed, options),
    ...agreementsAndKeys(observed, options),
    ...observed.systems.flatMap((system) => recordSeen(system, options)),
    ...observed.institutions.flatMap((institution) => peopleSeen(institution, options)),
  ]
}

/** Observed when the last exchange was; a system that fell silent is observed silent now. */
function exchangesSeen({ exchanges }: Observed, { now, silentAfterMs }: CollectOptions): NewFact[] {
  return exchanges
    .filter(({ lastAt }) => lastAt <= now)
    .map(({ system, institution, firstAt, lastAt }) => {
      const exchanging = now.getTime() - lastAt.getTime() <= silentAfterMs
      const at = exchanging ? lastAt : now
      const value = { exchanging, firstOn: dayOf(firstAt), lastOn: dayOf(lastAt) }
      const about = { id: system, institution, at, collector: 'exchange-index' }
      return machineFact('bus.seen', about, value)
    })
}

/** Of every institution, those with none too: that none is there was seen, and is not unknown. */
function rightsSeen({ institutions, rights }: Observed, { now }: CollectOptions): NewFact[] {
  const held = new Map(rights.map((one) => [one.institution, one]))
  return institutions.map(({ id }) => {
    const { clients = 0, agreements = 0 } = held.get(id) ?? {}
    const value = { clients, agreements }
    return machineFact(
      'bus.rights',
      { id, institution: id, at: now, collector: 'exchange-rights' },
      value,
    )
  })
}

/** A system that was retired and is silent since is on the bus no longer. */
function unregisteredSeen(observed: Observed, { now, silentAfterMs }: CollectOptions): NewFact[] {
  const registered = new Set(
    observed.systems.flatMap(({ id, record }) => (record === null ? [] : [id])),
  )
  const onBus = [
    ...observed.systems
      .filter((system) => system.onBus)
      .map(({ id, institution }) => ({ id, institution })),
    ...observed.exchanges
      .filter(({ lastAt }) => now.getTime() - lastAt.getTime() <= silentAfterMs)
      .map(({ system: id, institution }) => ({ id, institution })),
  ].filter(({ id }) => !registered.has(id))
  const by = Map.groupBy(onBus, ({ institution }) => institution)
  return observed.institutions.map(({ id }) => {
    const systems = [...new Set((by.get(id) ?? []).map((system) => system.id))].sort()
    const value = { count: systems.length, systems: systems.slice(0, systemsMax) }
    return machineFact(
      'bus.unregistered',
      { id, institution: id, at: now, collector: 'bus-and-register' },
      value,
    )
  })
}

function agreementsAndKeys(
  { systems, agreements, keys }: Observed,
  { now }: CollectOptions,
): NewFact[] {
  const counts = new Map(agreements.map(({ system, agreements: count }) => [system, count]))
  const since = new Map(keys.map((key) => [key.system, key.since]))
  return systems.flatMap(({ id, institution, onBus }) => {
    if (!onBus) return []
    const about = { id, institution, at: now }
    const rights = { agreements: counts.get(id) ?? 0 }
    const key = since.get(id)
    return [
      machineFact('bus.agreements', { ...about, collector: 'exchange-rights' }, rights),
      ...(key === undefined
        ? []
        : [machineFact('bus.key', { ...about, collector: 'exchange-keys' }, { since: key })]),
    ]
  })
}

/** A system without a record is seen unregistered; what its record would say stays unknown. */
function recordSeen({ id, institution, record }: SystemKnown, { now }: CollectOptions): NewFact[] {
  const fact = (type: string, value: unknown) =>
    machineFact(type, { id, institution, at: now, collector: 'register-records' }, value)
  if (record === null) return [fact('register.record', { registered: false })]
  const { hosting, recovery, source } = record
  return [
    fact('register.record', { registered: true, confirmedOn: record.confirmedOn }),
    // Where nobody said where it stands, there is nothing to approve: unknown, not "no".
    ...(hosting === null
      ? []
      : [
          fact('hosting.site', {
            approved: hosting.approved,
            ...(hosting.site !== null && { site: hosting.site }),
          }),
        ]),
    fact('recovery.site', {
      recorded: recovery !== null,
      ...(typeof recovery?.drilledOn === 'string' && { drilledOn: recovery.drilledOn }),
    }),
    fact('security.assessment', {
      assessed: record.assessedOn !== null,
      ...(record.assessedOn !== null && { assessedOn: record.assessedOn }),
    }),
    fact('source.ownership', {
      recorded: source !== null,
      ...(source !== null && { owner: source.owner }),
      ...(typeof source?.repository === 'string' && { repository: source.repository }),
    }),
    fact('system.sustainability', {
      documented: record.documented,
      sourceOwned: source?.owner === 'institution' || source?.owner === 'government',
      costRecorded: record.costRecorded,
    }),
  ]
}

function peopleSeen(
  { id, committee, staff }: InstitutionKnown,
  { now }: CollectOptions,
): NewFact[] {
  const fact = (type: string, value: unknown) =>
    machineFact(type, { id, institution: id, at: now, collector: 'register-people' }, value)
  const { oldestVettedOn, ...counts } = staff ?? {
    staff: 0,
    vetted: 0,
    sworn: 0,
    oldestVettedOn: null,
  }
  return [
    // Where nobody wrote one down there may be one: unknown, not "no".
    ...(committee === null
      ? []
      : [
          fact(
            'committee.constituted',
            committee === 'ended'
              ? { constituted: false, members: 0 }
              : { constituted: true, ...committee },
          ),
        ]),
    fact('staff.vetting', { ...counts, ...(oldestVettedOn !== null && { oldestVettedOn }) }),
  ]
}

interface About {
  readonly id: string
  readonly institution: string
  readonly at: Date
  readonly collector: string
}

function machineFact(
  type: string,
  { id, institution, at, collector }: About,
  value: unknown,
): NewFact {
  return {
    subject: { type: catalogue[type]?.subject ?? '', id },
    institution,
    type,
    value,
    observedAt: at,
    validUntil: validUntil(type, at),
    source: 'machine',
    collector,
    evidence: null,
    supersedes: null,
  }
}

/** Tanzania keeps UTC+3 the whole year. */
function dayOf(at: Date): string {
  return new Date(at.getTime() + 3 * 3_600_000).toISOString().slice(0, 10)
}
