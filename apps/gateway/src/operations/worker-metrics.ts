import type { Journal } from '@mtandao/tlog'
import type { DeliveryQueue } from '../delivery/queue.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import type { SnapshotStore } from '../snapshot/snapshot-store.ts'
import { gauge, histogramSamples, type Family } from './metrics.ts'

interface Sources {
  readonly parts: GatewayParts
  readonly journal: Journal
  readonly snapshots: SnapshotStore
  readonly queue: DeliveryQueue | undefined
}

const breakerValue = { closed: 0, 'half-open': 1, open: 2 } as const

/** What a process that holds the routing can tell of it; of several the primary alone sees what the platform sent. */
export function snapshotFamilies(snapshots: SnapshotStore): Family[] {
  return [
    gauge('gateway_snapshot_version', 'Routing snapshot in force', [{ value: snapshots.version }]),
    gauge(
      'gateway_snapshot_refused',
      'Snapshots refused, by reason',
      [...snapshots.refusals].map(([reason, value]) => ({ labels: { reason }, value })),
    ),
  ]
}

/** Everything one process can tell, gathered when asked for. */
export async function workerFamilies({
  parts,
  journal,
  snapshots,
  queue,
}: Sources): Promise<Family[]> {
  const stats = journal.stats()
  const breakers = [...parts.providers.breakers()]
  const depth = await queue?.depth().catch(() => undefined)
  const memory = process.memoryUsage()
  const { buckets, sumSeconds } = stats.fsync
  return [
    ...parts.metrics.families(),
    gauge('gateway_journal_entries', 'Entries in the evidence log', [{ value: stats.size }]),
    gauge('gateway_journal_durable', 'Entries known to be durable', [{ value: stats.durable }]),
    gauge('gateway_journal_published', 'Entries under the published checkpoint', [
      { value: stats.published },
    ]),
    gauge('gateway_journal_pending_bytes', 'Waiting for the disk', [{ value: stats.pendingBytes }]),
    gauge('gateway_journal_failures', 'Commits and publications that failed', [
      { labels: { what: 'commit' }, value: stats.commitFailures },
      { labels: { what: 'publish' }, value: stats.publishFailures },
    ]),
    {
      name: 'gateway_journal_fsync_seconds',
      type: 'histogram',
      help: 'Group commits: how long the disk took',
      samples: histogramSamples(
        {},
        buckets
          .filter(({ upToSeconds }) => Number.isFinite(upToSeconds))
          .map(({ upToSeconds }) => upToSeconds),
        buckets.map(({ count }) => count),
        sumSeconds,
      ),
    },
    gauge(
      'gateway_breaker_state',
      '0 closed, 1 half-open, 2 open',
      breakers.map(({ service, state }) => ({ labels: { service }, value: breakerValue[state] })),
    ),
    gauge(
      'gateway_provider_in_flight',
      'Calls under way',
      breakers.map(({ service, inFlight }) => ({ labels: { service }, value: inFlight })),
    ),
    ...snapshotFamilies(snapshots),
    gauge(
      'gateway_queue_up',
      'Whether the message queue answers',
      queue ? [{ value: depth ? 1 : 0 }] : [],
    ),
    gauge(
      'gateway_queue_depth',
      'Queued deliveries by state',
      depth
        ? [
            { labels: { state: 'waiting' }, value: depth.waiting },
            { labels: { state: 'failed' }, value: depth.failed },
          ]
        : [],
    ),
    gauge(
      'gateway_queue_oldest_seconds',
      'Age of the oldest waiting message',
      depth ? [{ value: depth.oldestWaitingSeconds }] : [],
    ),
    gauge('process_resident_memory_bytes', 'Resident memory', [{ value: memory.rss }]),
  ]
}
