import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import { addCounts, pastCounts, type QuotaCounts } from '../access/quota.ts'
import type { GatewayWorker } from '../worker.ts'
import type { Family } from './metrics.ts'

/**
 * Several processes behind one port, each with its own journal. The primary carries no traffic: it starts the workers,
 * starts them again when they die, adds up their quotas and gathers their metrics.
 */

type ToPrimary =
  | { readonly type: 'ready' }
  | {
      readonly type: 'report'
      readonly request: number
      readonly why: readonly string[]
      readonly families: readonly Family[]
    }
  | { readonly type: 'counts'; readonly counts: QuotaCounts }

type ToWorker =
  | { readonly type: 'report?'; readonly request: number }
  | { readonly type: 'others'; readonly counts: QuotaCounts }
  | { readonly type: 'close' }

export interface Report {
  readonly worker: number
  readonly why: readonly string[]
  readonly families: readonly Family[]
}

export interface ClusterPrimary {
  reports(): Promise<Report[]>
  /** The node's counts, for keeping on disk. */
  counts(): QuotaCounts
  /** Resolves when every worker has carried its first "ready". */
  readonly ready: Promise<void>
  close(): Promise<void>
}

const countsEveryMs = 250
const reportWaitMs = 2_000

export function startPrimary(workers: number, logger: Logger, kept: QuotaCounts): ClusterPrimary {
  const running = new Map<number, Worker>()
  const counts = new Map<number, QuotaCounts>()
  const waiting = new Map<number, (report: Omit<Report, 'worker'>) => void>()
  let closing = false
  let requests = 0
  const up = new Set<number>()
  const ready = Promise.withResolvers<void>()

  function start(number: number): void {
    const worker = cluster.fork({ MTANDAO_GATEWAY_WORKER: String(number) })
    running.set(number, worker)
    worker.on('message', (message: ToPrimary) => hear(number, message))
    worker.on('exit', (code, signal) => {
      running.delete(number)
      up.delete(number)
      const last = counts.get(number)
      // What a dead worker counted still counts.
      if (last) kept = addCounts([kept, pastCounts(last)])
      counts.delete(number)
      if (closing) return
      logger.error('worker-died', { worker: number, code, signal })
      void sleep(500).then(() => closing || start(number))
    })
  }

  function hear(number: number, message: ToPrimary): void {
    if (message.type === 'counts') counts.set(number, message.counts)
    else if (message.type === 'report') waiting.get(message.request)?.(message)
    else {
      up.add(number)
      if (up.size === workers) ready.resolve()
    }
  }

  const sharing = setInterval(() => {
    for (const [number, worker] of running) {
      const others = [...counts].filter(([other]) => other !== number).map(([, one]) => one)
      tell(worker, { type: 'others', counts: addCounts([kept, ...others]) })
    }
  }, countsEveryMs)

  async function ask(number: number, worker: Worker): Promise<Report> {
    const request = ++requests
    const answered = new Promise<Omit<Report, 'worker'>>((resolve) => waiting.set(request, resolve))
    tell(worker, { type: 'report?', request })
    const late = sleep(reportWaitMs).then(() => ({ why: ['not-answering'], families: [] }))
    const { why, families } = await Promise.race([answered, late])
    waiting.delete(request)
    return { worker: number, why, families }
  }

  for (let number = 0; number < workers; number += 1) start(number)
  return {
    ready: ready.promise,
    reports: () =>
      Promise.all(
        Array.from({ length: workers }, (_, number) => {
          const worker = running.get(number)
          return worker
            ? ask(number, worker)
            : Promise.resolve({ worker: number, why: ['not-running'], families: [] })
        }),
      ),
    counts: () => addCounts([kept, ...counts.values()]),
    async close() {
      closing = true
      clearInterval(sharing)
      const gone = [...running.values()].map(
        (worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
      )
      for (const worker of running.values()) tell(worker, { type: 'close' })
      await Promise.all(gone)
    },
  }
}

function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => undefined) // one that is dying does not hear, and need not
}

/** The worker's side of the conversation. */
export function joinPrimary(worker: GatewayWorker, close: () => void): void {
  const say = (message: ToPrimary) => process.send?.(message, undefined, undefined, () => undefined)
  process.on('message', (message: ToWorker) => {
    if (message.type === 'close') close()
    else if (message.type === 'others') worker.quota.merge(message.counts)
    else
      void worker
        .families()
        .then((families) =>
          say({ type: 'report', request: message.request, why: worker.unready(), families }),
        )
  })
  process.on('disconnect', close)
  const counting = setInterval(
    () => say({ type: 'counts', counts: worker.quota.own() }),
    countsEveryMs,
  )
  counting.unref()
  say({ type: 'ready' })
}
