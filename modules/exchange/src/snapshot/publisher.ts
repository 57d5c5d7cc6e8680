import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import type { Environment, PublishedSnapshot } from '../contract.ts'
import { environments } from './environments.ts'
import { publishSnapshots, type PublishDeps, type Snapshots } from './publish-snapshot.ts'

export interface Publisher {
  /** The last one seen; kept while the database is away. */
  current(environment: Environment): PublishedSnapshot | undefined
  /** Looks for changes until the signal; resolves when it has stopped. */
  run(signal: AbortSignal): Promise<void>
}

/** A change reaches the gateway after this, its own poll, and the time to sign: together under a second. */
const pollEveryMs = 200
const afterFaultMs = 1_000

/** Keeps the snapshot in force. A fault (database away, rights that do not form a valid snapshot) leaves the last good one. */
export function createPublisher(deps: PublishDeps, log: Logger): Publisher {
  let current: Snapshots | undefined
  let fault: string | undefined
  const round = async () => {
    try {
      const found = await publishSnapshots(deps, current)
      for (const environment of environments) {
        const { version, expiresAt } = found[environment]
        if (version === current?.[environment].version) continue
        log.info('snapshot-published', { environment, version, expiresAt })
      }
      current = found
      if (fault !== undefined) log.info('publishing-again')
      fault = undefined
      return pollEveryMs
    } catch (error) {
      // Said once per fault, not five times a second.
      const message = error instanceof Error ? error.message : String(error)
      if (message !== fault) log.error('snapshot-not-published', { error })
      const wait = fault === undefined ? pollEveryMs : afterFaultMs
      fault = message
      return wait
    }
  }
  return {
    current: (environment) => current?.[environment],
    run: async (signal) => {
      while (!signal.aborted) {
        const waitMs = await round()
        await sleep(waitMs, undefined, { signal }).catch(() => {})
      }
    },
  }
}
