import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import { isUnavailable } from '@mtandao/pg'

/**
 * Does `work`, again and again while the database cannot be reached. False when the signal came first.
 * @throws what `work` throws for any other reason
 */
export async function untilReachable(
  log: Logger,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<boolean> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await work()
      return true
    } catch (error) {
      if (!isUnavailable(error)) throw error
      if (attempt === 0) log.warn('database-waits', { why: String(error) })
    }
    await sleep(Math.min(100 * 2 ** attempt, 3_000), undefined, { signal }).catch(() => {})
  }
  return false
}
