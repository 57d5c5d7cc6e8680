import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '@mtandao/pg'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { getDays } from '../settings/setting-store.ts'
import { selectSites } from '../sites/site-store.ts'
import { lockFindings, reconcile, selectWatched } from './finding-store.ts'
import { findingsOf } from './rules.ts'

type Deps = Pick<RegisterDeps, 'database' | 'sightings' | 'now'>

/**
 * Looks at records and sightings of one institution, or of all, and writes down what does not fit. It sees everything on
 * purpose, whoever's change it follows: hence the plain database.
 */
export async function refreshFindings(
  deps: Deps,
  institution: string | null = null,
): Promise<void> {
  const { database, sightings, now: clock } = deps
  await database.transact(async (db) => {
    await lockFindings(db)
    const now = clock()
    const today = dayOf(now)
    const found = findingsOf({
      systems: await selectWatched(db, institution),
      lastSeen: await sightings.lastSeen(db),
      sites: new Map((await selectSites(db)).map((site) => [site.id, site])),
      silentDays: await getDays(db, 'findings.silent-days', today),
      confirmDays: await getDays(db, 'findings.confirm-days', today),
      now,
    })
    await reconcile(db, institution, found, now)
  })
}

/** Keeps the findings current until the signal: time passes and traffic comes without anybody changing a record. */
export async function watchFindings(
  deps: Deps & { readonly onFailure: (error: unknown) => void },
  signal: AbortSignal,
  everyMs = 60_000,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await refreshFindings(deps)
    } catch (error) {
      // The next round looks at everything again; a database that is away is the health check's matter.
      if (!isUnavailable(error)) deps.onFailure(error)
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
