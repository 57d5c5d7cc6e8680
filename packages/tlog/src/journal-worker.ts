import { parentPort, workerData } from 'node:worker_threads'
import { Committer } from './committer.ts'
import { nodeFiles } from './durable-files.ts'
import { JournalWriteError } from './journal-errors.ts'
import { CONTROL, FIGURE, FSYNC_BOUNDS, type JournalMemory, RingReader } from './shared-ring.ts'

/** The committing thread: takes what waits in the ring, makes it durable, says so; for ever. */
export interface CommitterData {
  readonly memory: JournalMemory
  readonly dir: string
  readonly published: number
  readonly segmentBytes: number
  readonly walBytesMax: number
  readonly batchBytesMax: number
}

export type CommitterMessage =
  | { readonly type: 'ready'; readonly size: number }
  | { readonly type: 'durable' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'fatal'; readonly error: unknown }

const data: CommitterData = workerData
const { control, durable, figures } = data.memory

function post(message: CommitterMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}

function observeFsync(seconds: number): void {
  const bucket = FSYNC_BOUNDS.findIndex((bound) => seconds <= bound)
  const at = FIGURE.fsyncBuckets + (bucket < 0 ? FSYNC_BOUNDS.length : bucket)
  for (const [figure, by] of [
    [at, 1],
    [FIGURE.fsyncCount, 1],
    [FIGURE.fsyncSeconds, seconds],
  ])
    figures[figure as number] = (figures[figure as number] ?? 0) + (by as number)
}

/** A batch of this many says that entries come from many sides at once: then the next batch is given time to fill. */
const CROWD = 4
const LINGER_MS_PER_ENTRY = 0.1
const LINGER_MS_MAX = 1

function commitForEver(committer: Committer, ring: RingReader): void {
  while (!ring.stopping) {
    const batch = ring.take(data.batchBytesMax)
    if (batch === undefined) {
      ring.sleep()
      continue
    }
    try {
      committer.commit(batch.pieces, batch.bytes, batch.count)
    } catch (error) {
      if (!(error instanceof JournalWriteError)) throw error
      figures[FIGURE.commitFailures] = (figures[FIGURE.commitFailures] ?? 0) + 1
      post({ type: 'failed', error })
      ring.awaitDiscard()
      continue
    }
    ring.release(batch)
    Atomics.store(durable, 0, BigInt(committer.index))
    if (Atomics.exchange(control, CONTROL.told, 1) === 0) post({ type: 'durable' })
    if (batch.count >= CROWD)
      ring.linger(Math.min(LINGER_MS_MAX, batch.count * LINGER_MS_PER_ENTRY))
  }
}

const files: typeof nodeFiles = {
  ...nodeFiles,
  fdatasync: (fd) => {
    const start = performance.now()
    nodeFiles.fdatasync(fd)
    observeFsync((performance.now() - start) / 1000)
  },
}

try {
  const committer = new Committer({ ...data, files })
  Atomics.store(durable, 0, BigInt(committer.index))
  post({ type: 'ready', size: committer.index })
  commitForEver(committer, new RingReader(data.memory))
  committer.close()
} catch (error) {
  post({ type: 'fatal', error })
}
