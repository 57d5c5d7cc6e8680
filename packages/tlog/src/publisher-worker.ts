import { parentPort, workerData } from 'node:worker_threads'
import { nodeFiles } from './durable-files.ts'
import { JournalWriteError } from './journal-errors.ts'
import { noteSigner } from './note.ts'
import { Publisher } from './publisher.ts'
import { CONTROL, FIGURE, type JournalMemory } from './shared-ring.ts'

/** The publishing thread: at every interval, and when asked, turns durable entries into tiles and a checkpoint. */
export interface PublisherData {
  readonly memory: JournalMemory
  readonly dir: string
  readonly origin: string
  readonly seed: Uint8Array
  readonly segmentBytes: number
  readonly stepEntries: number
  readonly publishIntervalMs: number
}

export type PublisherMessage =
  | { readonly type: 'ready'; readonly size: number }
  | { readonly type: 'published'; readonly request: number; readonly size: number }
  | { readonly type: 'unpublished'; readonly request: number; readonly error: unknown }
  | { readonly type: 'fatal'; readonly error: unknown }

const data: PublisherData = workerData
const { control, durable, figures } = data.memory

function post(message: PublisherMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}

/** How often full tiles are written while entries arrive. */
const ABSORB_INTERVAL_MS = 20

function publish(publisher: Publisher, request: number): void {
  const before = figures[FIGURE.published]
  orRetry(request, () => {
    const size = publisher.publish(durableSize())
    figures[FIGURE.published] = size
    if (size !== before) figures[FIGURE.publishedAt] = Date.now()
    post({ type: 'published', request, size })
    publisher.prepareSpare()
  })
}

/** What the disk refused is tried again at the next interval. */
function orRetry(request: number, action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof JournalWriteError)) throw error
    figures[FIGURE.publishFailures] = (figures[FIGURE.publishFailures] ?? 0) + 1
    post({ type: 'unpublished', request, error })
  }
}

function durableSize(): number {
  return Number(Atomics.load(durable, 0))
}

function publishForEver(publisher: Publisher): void {
  let answered = 0
  let absorbed = 0
  let due = performance.now() + data.publishIntervalMs
  for (;;) {
    const seen = Atomics.load(control, CONTROL.publishWake)
    const asked = Atomics.load(control, CONTROL.publishAsked)
    if (Atomics.load(control, CONTROL.stop) === 1) return
    const size = durableSize()
    const late = performance.now() >= due
    if (asked !== answered || (late && size > (figures[FIGURE.published] ?? 0))) {
      publish(publisher, asked)
      answered = asked
    } else if (size > absorbed) orRetry(answered, () => publisher.absorb(size))
    if (late) due = performance.now() + data.publishIntervalMs
    // While entries arrive it comes back soon; in a quiet log it sleeps out its interval.
    const pause = size > absorbed ? ABSORB_INTERVAL_MS : data.publishIntervalMs
    absorbed = size
    const wait = Math.min(pause, Math.max(due - performance.now(), 0))
    Atomics.wait(control, CONTROL.publishWake, seen, wait)
  }
}

try {
  const signer = noteSigner(data.origin, data.seed)
  const publisher = new Publisher({ ...data, files: nodeFiles, signer })
  const size = publisher.open()
  figures[FIGURE.published] = size
  figures[FIGURE.publishedAt] = Date.now()
  post({ type: 'ready', size })
  publishForEver(publisher)
  publisher.close()
} catch (error) {
  post({ type: 'fatal', error })
}
