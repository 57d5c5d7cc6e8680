import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:net'
import { createLogger, type Logger } from '@mtandao/log'
import { noteSigner } from '@mtandao/tlog'
import type { Config } from './config.ts'
import { openFailedDeliveries } from './delivery/failed-store.ts'
import { createReceipts } from './evidence/receipts.ts'
import { createSalts } from './evidence/recorder.ts'
import { logOrigin, readKeys, readOpsToken } from './keys.ts'
import { joinPrimary, startPrimary } from './operations/cluster.ts'
import { keepCounts, readKeptCounts } from './operations/kept-counts.ts'
import { createDeliveriesApi } from './operations/deliveries-api.ts'
import { createOpsServer, type NodeView } from './operations/ops-server.ts'
import { createReceiptsApi } from './operations/receipts-api.ts'
import { snapshotFamilies } from './operations/worker-metrics.ts'
import { openSnapshotStore, importSnapshotKey } from './snapshot/snapshot-store.ts'
import { startWorker } from './worker.ts'

/** What the ops listener and the shutdown need of a running node, whether it is one process or several. */
interface RunningNode extends Pick<NodeView, 'unready' | 'families'> {
  keep(): Promise<void>
  close(): Promise<void>
}

const keepEveryMs = 5_000

/** Runs one gateway node until `signal`: traffic, then the operations listener; closed in reverse. */
export async function runNode(config: Config, signal: AbortSignal): Promise<void> {
  const logger = createLogger({ area: 'gateway', level: config.logLevel })
  const running = config.workers === 1 ? await runAlone(config) : await runMany(config, logger)
  const failed =
    config.databaseUrl === undefined
      ? undefined
      : openFailedDeliveries(config.databaseUrl, (cause) =>
          logger.warn('queue-connection-lost', { cause }),
        )
  const secret = await readOpsToken(config.dataDir)
  const ops = createOpsServer({
    ...running,
    deliveries: createDeliveriesApi({ failed, secret, node: config.node, logger }),
    receipts: createReceiptsApi({ receipts: await receiptsOf(config), secret, logger }),
    journals: await journalsOf(config),
    journalRoot: join(config.dataDir, 'journal'),
    publicKeys: await publicKeysOf(config.dataDir),
  })
  ops.listen(config.opsPort, config.opsHost)
  await once(ops, 'listening')
  logger.info('listening', {
    host: config.host,
    port: config.port,
    opsPort: portOf(ops),
    workers: config.workers,
  })
  const keeping = setInterval(
    () => void running.keep().catch((cause: unknown) => logger.warn('counts-not-kept', { cause })),
    keepEveryMs,
  )
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve())
    if (signal.aborted) resolve()
  })
  logger.info('stopping')
  clearInterval(keeping)
  await running.keep().catch(() => undefined)
  await running.close()
  ops.close()
  ops.closeAllConnections()
  await failed?.close()
}

/** One process: traffic and operations together. */
async function runAlone(config: Config): Promise<RunningNode> {
  const worker = await startWorker({ config, number: 0, fetchSnapshots: true, onFatal: dieNow })
  worker.quota.merge(await readKeptCounts(config.dataDir))
  return {
    unready: () => Promise.resolve([{ worker: 0, why: worker.unready() }]),
    families: async () => [{ worker: 0, families: await worker.families() }],
    keep: () => keepCounts(config.dataDir, worker.quota.all()),
    close: () => worker.close(),
  }
}

/** Workers share their port willingly; a stranger who has it is still found out, before any of them starts. */
async function requireFreePort({ host, port }: Config): Promise<void> {
  const server = createServer().listen({ host, port, exclusive: true })
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

/** A primary that carries no traffic, and its workers. */
async function runMany(config: Config, logger: Logger): Promise<RunningNode> {
  await requireFreePort(config)
  // The primary fetches for all; workers follow the file.
  const snapshots = await openSnapshotStore({
    file: join(config.dataDir, 'routing-snapshot.jws'),
    publicKey: importSnapshotKey(config.snapshotPublicKey),
    instance: config.instance,
    pollMs: 200,
    fetchUrl: config.snapshotUrl,
    logger,
    now: Date.now,
  })
  const primary = startPrimary(config.workers, logger, await readKeptCounts(config.dataDir))
  await Promise.race([primary.ready, sleep(60_000)])
  return {
    unready: () => primary.reports(),
    families: async () => [
      ...(await primary.reports()),
      { worker: 'primary' as const, families: snapshotFamilies(snapshots) },
    ],
    keep: () => keepCounts(config.dataDir, primary.counts()),
    async close() {
      await primary.close()
      await snapshots.close()
    },
  }
}

/** One worker of several. */
export async function runWorker(config: Config, stop: AbortController): Promise<void> {
  const number = Number(process.env['MTANDAO_GATEWAY_WORKER'])
  const worker = await startWorker({ config, number, fetchSnapshots: false, onFatal: dieNow })
  joinPrimary(worker, () => stop.abort())
  if (!stop.signal.aborted) await once(stop.signal, 'abort')
  await worker.close()
}

/**
 * The state of the journal is unknown: nothing more may be answered from this process. A supervisor starts it again, and
 * recovery takes the same path as a normal start.
 */
function dieNow(error: Error): void {
  process.stderr.write(
    `${JSON.stringify({ level: 'error', area: 'gateway', event: 'fatal', message: error.message })}\n`,
  )
  process.exit(70)
}

async function publicKeysOf(dataDir: string) {
  const { bus } = await readKeys(dataDir)
  return {
    'P-256': bus['P-256'].publicKeyBase64,
    secp256k1: bus.secp256k1.publicKeyBase64,
  }
}

async function journalsOf({ dataDir, workers, node }: Config) {
  const { log } = await readKeys(dataDir)
  return Array.from({ length: workers }, (_, worker) => {
    const origin = logOrigin(node, worker)
    return { worker, origin, vkey: noteSigner(origin, log).vkey }
  })
}

/** Read from the published tiles of every worker: what was just recorded appears with the next checkpoint. */
async function receiptsOf({ dataDir, workers, node }: Config) {
  const { log, salt } = await readKeys(dataDir)
  return createReceipts({
    journalRoot: join(dataDir, 'journal'),
    workers,
    vkeyOf: (worker) => noteSigner(logOrigin(node, worker), log).vkey,
    saltOf: createSalts(salt),
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
