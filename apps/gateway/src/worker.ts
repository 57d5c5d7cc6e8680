import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger, type Logger } from '@mtandao/log'
import { directoryTiles, noteSigner, openJournal, TileReader, type Journal } from '@mtandao/tlog'
import { createBucket } from './access/bucket.ts'
import { createAssertionVerifier } from './access/client-assertion.ts'
import { createQuotaLedger, type QuotaLedger } from './access/quota.ts'
import { createTokens } from './access/tokens.ts'
import { createClock } from './clock.ts'
import type { Config } from './config.ts'
import { startDeliverer, type Deliverer } from './delivery/deliverer.ts'
import type { DeliveryQueue } from './delivery/queue.ts'
import { openPostgresQueue } from './delivery/queue-store.ts'
import { createReceipts } from './evidence/receipts.ts'
import { newestInstant, reconcile } from './evidence/reconcile.ts'
import { createRecorder } from './evidence/recorder.ts'
import { createAddressWall } from './forward/address-wall.ts'
import { createCallbacks } from './forward/callback.ts'
import { createProviders } from './forward/provider.ts'
import { createUpstreams } from './forward/upstream.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { logOrigin, readKeys } from './keys.ts'
import { createGatewayMetrics } from './operations/gateway-metrics.ts'
import { workerFamilies } from './operations/worker-metrics.ts'
import type { Family } from './operations/metrics.ts'
import { problem, sideOf } from './problems.ts'
import { createTrafficServer } from './server.ts'
import {
  importSnapshotKey,
  openSnapshotStore,
  type SnapshotStore,
} from './snapshot/snapshot-store.ts'

/** One gateway process that carries traffic, with its own journal. */
export interface GatewayWorker {
  readonly number: number
  readonly quota: QuotaLedger
  readonly snapshots: SnapshotStore
  /** Families for /metrics. */
  families(): Promise<Family[]>
  /** Why it should get no traffic now; empty when ready. */
  unready(): string[]
  port(): number
  /** Lets what is under way finish, then closes in reverse order of opening. */
  close(): Promise<void>
}

export interface WorkerOptions {
  readonly config: Config
  readonly number: number
  /** This process also fetches snapshots (the only process, or the primary of several). */
  readonly fetchSnapshots: boolean
  /** The journal or another durable thing is in an unknown state: the process must end and start again. */
  readonly onFatal: (error: Error) => void
}

/** The map of a gateway process: read top to bottom it is the order of dependence. */
export async function startWorker(options: WorkerOptions): Promise<GatewayWorker> {
  const { config, number } = options
  const ground = await openGround(options)
  const { journal, recorder, snapshots, queue, logger, keys } = ground
  let deliverer: Deliverer | undefined
  const parts = composeParts(config, ground, () => deliverer?.wake())

  const closed = await reconcile(ground.reader, journal.durableSize, recorder)
  if (closed > 0) logger.warn('interrupted-exchanges-closed', { closed })
  deliverer = queue && startDeliverer(parts, { ...config.delivery, pollMs: 250 })
  const receipts = createReceipts({
    journalRoot: join(config.dataDir, 'journal'),
    workers: config.workers,
    own: { worker: number, publish: () => journal.publish() },
    vkeyOf: (worker) => noteSigner(logOrigin(config.node, worker), keys.log).vkey,
    saltOf: recorder.saltOf,
  })
  let draining = false
  const server = createTrafficServer(parts, receipts, config, () => draining)
  await listen(server, config)
  const settling = setInterval(() => void recorder.settle().catch(() => undefined), 1_000)
  const tidying = setInterval(() => void queue?.tidy().catch(() => undefined), 600_000)

  return {
    number,
    quota: parts.quota,
    snapshots,
    families: () => workerFamilies({ parts, journal, snapshots, queue }),
    unready: () => [
      ...(draining ? ['draining'] : []),
      ...(snapshots.table(Date.now())
        ? []
        : [snapshots.version === 0 ? 'no-snapshot' : 'snapshot-expired']),
    ],
    port: () => portOf(server),
    async close() {
      draining = true
      await drain(server, config.drainMs)
      clearInterval(settling)
      clearInterval(tidying)
      await deliverer?.close()
      await recorder.settle().catch(() => undefined)
      await snapshots.close()
      await ground.upstreams.close(config.drainMs)
      await queue?.close()
      await journal.close()
      logger.info('stopped')
    },
  }
}

/** What must be open before a message can be thought of: keys, journal, clock, routing, connections, queue. */
async function openGround({ config, number, fetchSnapshots, onFatal }: WorkerOptions) {
  const logger = createLogger({ area: `gateway/${number}`, level: config.logLevel })
  const keys = await readKeys(config.dataDir)
  const { journal, reader } = await openOwnJournal(config, number, keys.log)
  journal.onFatal(onFatal)
  const clock = createClock(Date.now, await newestInstant(reader, journal.durableSize))
  const snapshots = await openSnapshotStore({
    file: join(config.dataDir, 'routing-snapshot.jws'),
    publicKey: importSnapshotKey(config.snapshotPublicKey),
    instance: config.instance,
    pollMs: 200,
    fetchUrl: fetchSnapshots ? config.snapshotUrl : undefined,
    logger,
    now: Date.now,
  })
  return {
    logger,
    keys,
    journal,
    reader,
    clock,
    snapshots,
    recorder: createRecorder(journal, number, keys.salt, clock),
    upstreams: createUpstreams(
      config.upstreamConnectionsMax,
      createAddressWall({
        allowed: () => snapshots.table(Date.now())?.allowedNetworks,
        logger,
      }),
    ),
    queue: openQueue(config, logger),
  }
}

type Ground = Awaited<ReturnType<typeof openGround>>

/** What the doors work with. */
function composeParts(config: Config, ground: Ground, wakeDeliveries: () => void): GatewayParts {
  const { keys, clock, recorder, upstreams, queue, logger, snapshots } = ground
  const tokens = createTokens(keys.token, config.tokenLifetimeSeconds, Date.now)
  const metrics = createGatewayMetrics()
  const strangers = createBucket(config.limits.strangerRefusals, Date.now)
  const table = () => {
    const found = snapshots.table(Date.now())
    if (!found) throw problem('no-routing')
    return found
  }
  return {
    limits: config.limits,
    keys,
    clock,
    tokens,
    assertions: createAssertionVerifier(Date.now),
    quota: createQuotaLedger(Date.now, config.quotaUtcOffsetMinutes),
    recorder,
    providers: createProviders({
      upstreams,
      sealingKey: keys.sealing,
      ...config.breaker,
      now: Date.now,
    }),
    callbacks: createCallbacks(upstreams, keys.sealing),
    metrics,
    logger,
    table,
    queue() {
      if (!queue) throw problem('queue-unavailable')
      return queue
    },
    wakeDeliveries,
    knownClient({ authorization, certificate }) {
      try {
        if (authorization === undefined) return table().certificates.get(certificate ?? '')
        return table().clients.get(tokens.read(authorization.slice('Bearer '.length)).c)
      } catch {
        return undefined // evidence of a refusal names the caller where it can, and lives without where it cannot
      }
    },
    async refuse(no, common, receivedBody) {
      metrics.exchange(common.door, '', no.code, 0)
      if (common.consumer === undefined && !strangers.take()) {
        metrics.unrecordedRefusal()
        return undefined
      }
      const judged = { status: no.kind.status, outcome: no.code, side: sideOf(no) }
      return recorder
        .refused({ common, ...judged, ...(receivedBody && { receivedBody }) })
        .catch((cause: unknown) => {
          logger.error('refusal-not-recorded', { code: no.code, cause })
          return undefined
        })
    },
  }
}

async function openOwnJournal(
  config: Config,
  number: number,
  seed: Buffer,
): Promise<{ journal: Journal; reader: TileReader }> {
  const dir = join(config.dataDir, 'journal', String(number))
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const journal = await openJournal({
    dir,
    origin: logOrigin(config.node, number),
    seed,
    publishIntervalMs: config.publishIntervalMs,
  })
  return { journal, reader: new TileReader(directoryTiles(dir)) }
}

function openQueue({ databaseUrl }: Config, logger: Logger): DeliveryQueue | undefined {
  if (databaseUrl === undefined) return undefined
  return openPostgresQueue(databaseUrl, (cause) => logger.warn('queue-connection-lost', { cause }))
}

/**
 * Each of several workers has a listening socket of its own on the one port, and the kernel deals connections out: what waits
 * for a worker that dies is reset and tried again. Handed on by the primary it would hang, because a connection on its way to a
 * dead worker is nobody's. Other systems than Linux have no such sockets, or deal nothing out.
 */
function listen(server: Server, { host, port, workers }: Config): Promise<void> {
  const reusePort = workers > 1 && process.platform === 'linux'
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 4096, reusePort }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** How long a connection may lie idle before it is closed at drain: its next request is answered with `Connection: close`. */
const idleGraceMs = 250

/**
 * No new connections. Open ones are told to close with their next answer; those that stay idle are closed after a moment, so
 * that no request is lost that was just being sent. After `drainMs` the rest is cut.
 */
async function drain(server: Server, drainMs: number): Promise<void> {
  const over = new AbortController()
  // `close` of an HTTP server would close idle connections at once; that of any server stops listening and waits.
  const done = new Promise<void>((resolve) =>
    NetServer.prototype.close.call(server, () => resolve()),
  )
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  void done.then(() => over.abort())
  await sleep(Math.min(idleGraceMs, drainMs), undefined, { signal: over.signal }).catch(
    () => undefined,
  )
  const closeIdle = setInterval(() => server.closeIdleConnections(), 50)
  server.closeIdleConnections()
  await done
  clearInterval(closeIdle)
  clearTimeout(cut)
}
