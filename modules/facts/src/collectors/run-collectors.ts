import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '@mtandao/pg'
import type { FactsDeps } from '../deps.ts'
import { lockFacts, selectLastSeen } from '../fact-store.ts'
import { recordSeen } from '../record-facts.ts'
import { changesOf } from './changes.ts'
import { collect } from './collect.ts'
import type { CollectorPorts } from './ports.ts'

export interface CollectorOptions {
  readonly ports: CollectorPorts
  /** A system whose last exchange is longer ago is no longer exchanging. */
  readonly silentAfterMs: number
  readonly everyMs: number
  readonly onFailure: (error: unknown) => void
}

type Deps = Pick<FactsDeps, 'database' | 'now' | 'newId'>

/** One look at everything, of one moment; what changed is recorded. It sees the whole country on purpose. @returns facts written */
export async function collectOnce(
  deps: Deps,
  { ports: { register, bus }, silentAfterMs }: Pick<CollectorOptions, 'ports' | 'silentAfterMs'>,
): Promise<number> {
  return await deps.database.transact(async (db) => {
    const now = deps.now()
    const observed = {
      institutions: await register.institutions(db),
      systems: await register.systems(db),
      exchanges: await bus.exchanges(db),
      rights: await bus.rights(db),
      agreements: await bus.agreements(db),
      keys: await bus.keys(db),
    }
    const seen = collect(observed, { now, silentAfterMs })
    // Only now: people declare while the register is read. Another round that ends between is newer, and then nothing here is news.
    await lockFacts(db)
    const changes = changesOf(await selectLastSeen(db, seen), seen, now)
    return (await recordSeen(deps, db, changes)).length
  })
}

/** Looks again and again until the signal. */
export async function runCollectors(
  deps: Deps,
  options: CollectorOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await collectOnce(deps, options)
    } catch (error) {
      // The next round looks at everything again; a database that is away is the health check's matter.
      if (!isUnavailable(error)) options.onFailure(error)
    }
    await sleep(options.everyMs, undefined, { signal }).catch(() => undefined)
  }
}
