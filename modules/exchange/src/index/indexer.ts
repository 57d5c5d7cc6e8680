import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import { isUnavailable, type Database } from '@mtandao/pg'
import type { Environment } from '../contract.ts'
import { environments } from '../snapshot/environments.ts'
import { followJournal } from './follow-journal.ts'
import { listSources, SourceUnavailable, type JournalSource } from './journal-source.ts'

export interface IndexerDeps {
  readonly database: Database
  /** Operations ports of the gateways of each bus. */
  readonly opsUrls: Readonly<Record<Environment, readonly string[]>>
  readonly now: () => Date
  readonly log: Logger
}

const pollEveryMs = 500
/** After an alarm a log is looked at again, less often: it stays refused until it continues what was verified. */
const afterAlarmMs = 10_000
const backoffMaxMs = 10_000

/** Follows every journal of every gateway until the signal; resolves when it has stopped between two transactions. */
export async function runIndexer(deps: IndexerDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(
    environments.flatMap((environment) =>
      deps.opsUrls[environment].map((opsUrl) => followGateway(deps, environment, opsUrl, signal)),
    ),
  )
}

async function followGateway(
  deps: IndexerDeps,
  environment: Environment,
  opsUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const notBefore = new Map<string, number>()
  let failures = 0
  while (!signal.aborted) {
    try {
      const sources = await listSources(opsUrl)
      await Promise.all(
        sources.map((source) => followOne(deps, { ...source, environment }, notBefore, signal)),
      )
      if (failures > 0) deps.log.info('indexing-again', { opsUrl })
      failures = 0
    } catch (error) {
      failures += 1
      tell(deps, opsUrl, error, failures)
    }
    const waitMs =
      failures === 0 ? pollEveryMs : Math.min(pollEveryMs * 2 ** failures, backoffMaxMs)
    await sleep(waitMs, undefined, { signal }).catch(() => {})
  }
}

async function followOne(
  { database, now, log }: IndexerDeps,
  source: JournalSource & { readonly environment: Environment },
  notBefore: Map<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const { origin, environment } = source
  if (signal.aborted || performance.now() < (notBefore.get(origin) ?? 0)) return
  const followed = await followJournal(database, source, environment, now)
  if (followed.state !== 'alarm') return
  log.error('journal-alarm', { origin, kind: followed.kind, detail: followed.detail })
  notBefore.set(origin, performance.now() + afterAlarmMs)
}

/** An absence is said once; anything else is a defect and is said every time. */
function tell({ log }: IndexerDeps, opsUrl: string, error: unknown, failures: number): void {
  const absent = error instanceof SourceUnavailable || isUnavailable(error)
  if (!absent) log.error('indexing-failed', { opsUrl, error })
  else if (failures === 1) log.warn('indexing-waits', { opsUrl, why: String(error) })
}
