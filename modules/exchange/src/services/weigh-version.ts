import { createHash } from 'node:crypto'
import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { compareContracts } from './compare/compare-contracts.ts'
import type { ContractChange } from './compare/change.ts'
import { selectConsumers, selectLastCalls, type ConsumerRow } from './consumer-store.ts'
import { changeService, type ServicesDeps } from './deps.ts'
import type { OfferedService, ServiceVersion } from './offered-service.ts'
import { problem } from './problems.ts'
import { selectContract, selectDocument, selectVersions } from './version-store.ts'

export interface Consumer extends ConsumerRow {
  readonly institution: string | null
  readonly institutionName: Text | null
  readonly systemName: Text | null
  /** The newest of its calls, of those that were looked through; null when none was among them. */
  readonly lastCall: Date | null
}

/** What publishing the draft would do, and to whom. */
export interface Weighing {
  readonly service: OfferedService
  readonly draft: ServiceVersion
  /** The version in force now. */
  readonly current: ServiceVersion | null
  readonly changes: readonly ContractChange[]
  readonly consumers: readonly Consumer[]
  /** Names exactly this draft, this version in force and these consumers: given back when confirming. */
  readonly fingerprint: string
}

/** @throws Problem `services.version-not-found` when there is no draft */
export async function weighVersion(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
): Promise<Weighing> {
  return await changeService(deps, actor, id, (db, service) => weigh(deps, db, service))
}

export async function weigh(
  deps: ServicesDeps,
  db: Db,
  service: OfferedService,
): Promise<Weighing> {
  const { id } = service
  const versions = await selectVersions(db, id)
  const draft = versions.find(({ status }) => status === 'draft')
  if (!draft) throw problem('version-not-found')
  const current =
    versions.find(({ status }) => status === 'published') ??
    versions.find(({ status }) => status === 'deprecated') ??
    null
  const [now, before] = await Promise.all([
    selectContract(db, id, draft.number),
    current ? selectContract(db, id, current.number) : undefined,
  ])
  const changes = now && before ? compareContracts(before, now) : []
  const consumers = await listConsumers(deps, id)
  const document = await selectDocument(db, id, draft.number)
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify([
        draft.number,
        current?.number ?? 0,
        document?.text,
        consumers.map(({ agreement }) => agreement),
      ]),
    )
    .digest('base64url')
    .slice(0, 22)
  return { service, draft, current, changes, consumers, fingerprint }
}

/**
 * Who may use the service now. Agreements and the index of others' calls are theirs; of its own service the provider may know
 * who uses it, so this looks with the plain database. Call it only for who manages the service.
 */
export async function listConsumers(
  { database, register, now }: ServicesDeps,
  service: string,
): Promise<Consumer[]> {
  const rows = await selectConsumers(database, service, now())
  const calls = rows.length > 0 ? await selectLastCalls(database, service) : new Map<string, Date>()
  const systems = [...new Set(rows.map(({ system }) => system))]
  const found = new Map(
    await Promise.all(
      systems.map(async (system) => [system, await register.findSystem(database, system)] as const),
    ),
  )
  const institutions = [...found.values()].flatMap((one) => one?.institution ?? [])
  const names = await register.institutionNames(database, [...new Set(institutions)])
  return rows.map((row) => {
    const system = found.get(row.system)
    return {
      ...row,
      institution: system?.institution ?? null,
      institutionName: (system && names.get(system.institution)) ?? null,
      systemName: system?.name ?? null,
      lastCall: calls.get(row.system) ?? null,
    }
  })
}
