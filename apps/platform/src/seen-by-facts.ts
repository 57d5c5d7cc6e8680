import type { RegisterView } from '@mtandao/directives'
import { busSeen } from '@mtandao/exchange'
import type { CollectorPorts } from '@mtandao/facts'
import type { Db } from '@mtandao/pg'
import { registerSeen } from '@mtandao/register'

/**
 * Where facts come from: register and bus, which know nothing of facts. Each call sees the whole country, in the caller's transaction.
 */
export function collectorPorts(today: () => string): CollectorPorts {
  return {
    register: {
      institutions: (db) => registerSeen.institutions(db, today()),
      systems: (db) => systemsWithBus(db, today()),
    },
    bus: {
      exchanges: busSeen.exchanges,
      keys: busSeen.keys,
      rights: async (db) => {
        const clients = new Map(
          (await busSeen.clients(db)).map((row) => [row.institution, row.clients]),
        )
        const home = new Map(
          (await registerSeen.systems(db, today())).map(({ id, institution }) => [id, institution]),
        )
        const agreements = countParties(await busSeen.agreements(db), (system) => home.get(system))
        const all = new Set([...clients.keys(), ...agreements.keys()])
        return [...all].sort().map((institution) => ({
          institution,
          clients: clients.get(institution) ?? 0,
          agreements: agreements.get(institution) ?? 0,
        }))
      },
      agreements: async (db) => {
        const counts = countParties(await busSeen.agreements(db), (system) => system)
        return [...counts].map(([system, agreements]) => ({ system, agreements }))
      },
    },
  }
}

/** The register as the rules of directives see it. */
export async function registerView(db: Db, today: string): Promise<RegisterView> {
  const systems = Map.groupBy(await systemsWithBus(db, today), ({ institution }) => institution)
  const institutions = await registerSeen.institutions(db, today)
  return {
    institutions: institutions.map(({ id, kind }) => ({
      id,
      kind,
      systems: (systems.get(id) ?? []).map((one) => ({
        id: one.id,
        citizenData: one.citizenData,
        onBus: one.onBus,
      })),
    })),
  }
}

async function systemsWithBus(db: Db, today: string) {
  const onBus = new Set(await busSeen.present(db))
  return (await registerSeen.systems(db, today)).map((one) => ({
    ...one,
    onBus: onBus.has(one.id),
  }))
}

/** How many agreements each has, as consumer or provider; one with itself counts once. */
function countParties(
  agreements: readonly { readonly consumer: string; readonly provider: string }[],
  of: (system: string) => string | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { consumer, provider } of agreements)
    for (const party of new Set([of(consumer), of(provider)]))
      if (party !== undefined) counts.set(party, (counts.get(party) ?? 0) + 1)
  return counts
}
