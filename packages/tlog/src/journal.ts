import fs from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { JournalFatalError, JournalRefusedError, JournalWriteError } from './journal-errors.ts'
import type { CommitterData, CommitterMessage } from './journal-worker.ts'
import { lockJournal } from './lock.ts'
import type { PublisherData, PublisherMessage } from './publisher-worker.ts'
import {
  CONTROL,
  createMemory,
  FIGURE,
  FSYNC_BOUNDS,
  type JournalMemory,
  RingWriter,
  wake,
} from './shared-ring.ts'
import { BODY_BYTES_MAX, FRAMES_START, frameSpan } from './wal.ts'

export interface JournalOptions {
  /** An existing directory, empty or a journal of this origin and key. */
  readonly dir: string
  /** Origin of the log and name of its key. */
  readonly origin: string
  /** 32 bytes: the Ed25519 private key of RFC 8032. */
  readonly seed: Uint8Array
  /** How often a checkpoint is published when there is something new. */
  readonly publishIntervalMs?: number
  /** Entries waiting for the disk may take this much memory. */
  readonly pendingBytesMax?: number
  /** Size of a segment of the write-ahead log; at least 256 KiB. */
  readonly segmentBytes?: number
  /** The write-ahead log never takes more; at least three segments. */
  readonly walBytesMax?: number
  /** Entries between two checkpoints at most, when there is much to catch up with. */
  readonly stepEntries?: number
}

export interface JournalStats {
  /** Entries appended, durable, and covered by the published checkpoint. */
  readonly size: number
  readonly durable: number
  readonly published: number
  readonly pendingBytes: number
  /** Milliseconds since the Epoch. */
  readonly lastPublishAt: number
  readonly publishFailures: number
  readonly commitFailures: number
  /** Group commits: how long the disk took. Buckets are not cumulative; the last one has no upper bound. */
  readonly fsync: {
    readonly count: number
    readonly sumSeconds: number
    readonly buckets: readonly { readonly upToSeconds: number; readonly count: number }[]
  }
}

type Done = (error?: Error) => void

interface Limits {
  readonly publishIntervalMs: number
  readonly pendingBytesMax: number
  readonly segmentBytes: number
  readonly walBytesMax: number
  readonly stepEntries: number
}

interface Publication {
  readonly request: number
  readonly resolve: (size: number) => void
  readonly reject: (error: Error) => void
}

/**
 * Opens a journal. What a crash left is recovered first, by the steps every open takes: load the checkpoint, read the
 * write-ahead log and cut its torn tail, publish what is not in tiles. Rejects with JournalLockedError, and with
 * JournalFatalError when the directory contradicts itself: then nothing in it was changed.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const limits = readLimits(options)
  const dir = resolve(options.dir)
  if (!fs.existsSync(dir)) throw new JournalFatalError(`there is no directory ${dir}`)
  const unlock = lockJournal(dir)
  const memory = createMemory(limits.pendingBytesMax)
  const threads: Worker[] = []
  try {
    const { origin } = options
    const seed = Uint8Array.from(options.seed)
    const publisherData: PublisherData = { ...limits, memory, dir, origin, seed }
    const publisher = start('./publisher-worker.ts', publisherData, threads)
    const published = await ready(publisher)
    const batchBytesMax = Math.min(
      BODY_BYTES_MAX,
      limits.segmentBytes - FRAMES_START - frameSpan(0),
    )
    const committerData: CommitterData = { ...limits, memory, dir, published, batchBytesMax }
    const committer = start('./journal-worker.ts', committerData, threads)
    const size = await ready(committer)
    const journal = new Journal({ committer, publisher, memory, size, limits, unlock })
    // A full disk must not keep the journal shut: what waits is durable and will be published later.
    await journal.publish().catch((error: unknown) => {
      if (error instanceof JournalFatalError) throw error
    })
    return journal
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.terminate()))
    unlock()
    throw error
  }
}

function readLimits(options: JournalOptions): Limits {
  const segmentBytes = Math.max(options.segmentBytes ?? 1 << 24, 1 << 18)
  return {
    publishIntervalMs: options.publishIntervalMs ?? 1000,
    pendingBytesMax: options.pendingBytesMax ?? 1 << 23,
    segmentBytes,
    walBytesMax: Math.max(options.walBytesMax ?? 1 << 28, 3 * segmentBytes),
    stepEntries: options.stepEntries ?? 1 << 16,
  }
}

function start(file: string, workerData: object, threads: Worker[]): Worker {
  const thread = new Worker(new URL(file, import.meta.url), { workerData })
  threads.push(thread)
  return thread
}

/** Waits for a thread's first word. */
function ready(thread: Worker): Promise<number> {
  return new Promise((resolved, rejected) => {
    const died = () => rejected(new JournalFatalError('a journal thread ended before it began'))
    thread.once('error', rejected)
    thread.once('exit', died)
    thread.once('message', (message: CommitterMessage | PublisherMessage) => {
      thread.off('error', rejected)
      thread.off('exit', died)
      if (message.type === 'ready') resolved(message.size)
      else rejected(fatal('error' in message ? message.error : undefined))
    })
  })
}

interface Opened {
  readonly committer: Worker
  readonly publisher: Worker
  readonly memory: JournalMemory
  readonly size: number
  readonly limits: Limits
  readonly unlock: () => void
}

/** An open journal. One per directory and process; every method is for the thread that opened it. */
export class Journal {
  readonly #opened: Opened
  readonly #ring: RingWriter
  readonly #listeners: ((error: JournalFatalError) => void)[] = []
  /** Callbacks of entries from `#durableSize` on, in order; those before `#settled` are called already. */
  #waiting: Done[] = []
  #settled = 0
  #nextIndex: number
  #durableSize: number
  #publications: Publication[] = []
  #closing: Promise<void> | undefined
  #drained: (() => void) | undefined
  #dead: JournalFatalError | undefined

  /** Use openJournal. */
  constructor(opened: Opened) {
    this.#opened = opened
    this.#ring = new RingWriter(opened.memory, opened.limits.pendingBytesMax)
    this.#nextIndex = opened.size
    this.#durableSize = opened.size
    const { committer, publisher } = opened
    committer.on('message', (message: CommitterMessage) => this.#onCommitter(message))
    publisher.on('message', (message: PublisherMessage) => this.#onPublisher(message))
    for (const thread of [committer, publisher]) {
      thread.on('error', (error) => this.#die(fatal(error)))
      thread.on('exit', () => this.#onExit())
    }
  }

  /** The index the next entry will get. */
  get nextIndex(): number {
    return this.#nextIndex
  }

  /** Entries known to be durable: all with an index below this. */
  get durableSize(): number {
    return this.#durableSize
  }

  /**
   * Appends one entry and returns its index. `done` is called once: without an error when the entry is durable, or with
   * JournalWriteError when it is not recorded (its index will be given again), or with JournalFatalError. Throws
   * JournalRefusedError, JournalOverloadError or JournalFatalError when the entry is not even taken.
   */
  append(entry: string, done: Done): number {
    if (this.#dead !== undefined) throw this.#dead
    if (this.#closing !== undefined) throw new JournalRefusedError('the journal is closed')
    this.#ring.push(entry)
    this.#waiting.push(done)
    return this.#nextIndex++
  }

  /**
   * Publishes everything durable now, and resolves with the size of the checkpoint that covers it. Rejects with
   * JournalWriteError when the disk refused (entries stay durable), or JournalFatalError.
   */
  publish(): Promise<number> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead)
    const { control } = this.#opened.memory
    const request = (Atomics.add(control, CONTROL.publishAsked, 1) + 1) | 0
    wake(control, CONTROL.publishWake)
    return new Promise((resolved, rejected) => {
      this.#publications.push({ request, resolve: resolved, reject: rejected })
    })
  }

  stats(): JournalStats {
    const { figures } = this.#opened.memory
    const figure = (at: number) => figures[at] ?? 0
    const bounds = [...FSYNC_BOUNDS, Number.POSITIVE_INFINITY]
    return {
      size: this.#nextIndex,
      durable: this.#durableSize,
      published: figure(FIGURE.published),
      pendingBytes: this.#ring.pendingBytes,
      lastPublishAt: figure(FIGURE.publishedAt),
      publishFailures: figure(FIGURE.publishFailures),
      commitFailures: figure(FIGURE.commitFailures),
      fsync: {
        count: figure(FIGURE.fsyncCount),
        sumSeconds: figure(FIGURE.fsyncSeconds),
        buckets: bounds.map((upToSeconds, i) => ({
          upToSeconds,
          count: figure(FIGURE.fsyncBuckets + i),
        })),
      },
    }
  }

  /** `listener` is called once, when the journal dies; at once when it is dead. */
  onFatal(listener: (error: JournalFatalError) => void): void {
    if (this.#dead === undefined) this.#listeners.push(listener)
    else listener(this.#dead)
  }

  /** Takes no more, waits until all is durable, publishes it, ends the threads, unlocks. Never rejects. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    const { committer, publisher, memory, unlock } = this.#opened
    if (this.#dead === undefined && this.#settled < this.#waiting.length)
      await new Promise<void>((resolved) => (this.#drained = resolved))
    // Whatever cannot be published now is durable, and the next open publishes it.
    await this.publish().catch(() => undefined)
    Atomics.store(memory.control, CONTROL.stop, 1)
    wake(memory.control, CONTROL.commitWake)
    wake(memory.control, CONTROL.publishWake)
    await Promise.all([ended(committer), ended(publisher)])
    unlock()
  }

  #onCommitter(message: CommitterMessage): void {
    if (message.type === 'durable') this.#onDurable()
    else if (message.type === 'failed') this.#onFailed(message.error)
    else if (message.type === 'fatal') this.#die(fatal(message.error))
  }

  #onDurable(): void {
    const { control, durable } = this.#opened.memory
    // Cleared before the count is read, so a commit in between sends word again.
    Atomics.store(control, CONTROL.told, 0)
    const size = Number(Atomics.load(durable, 0))
    const count = size - this.#durableSize
    this.#durableSize = size
    this.#settle(count)
  }

  /** Entries of the failed batch and all behind it lose their indexes; entries durable before it keep theirs. */
  #onFailed(error: unknown): void {
    this.#onDurable()
    this.#nextIndex = this.#durableSize
    this.#ring.discard()
    const cause = error instanceof Error ? error.cause : error
    const message = error instanceof Error ? error.message : 'the disk refused'
    this.#settle(this.#waiting.length - this.#settled, new JournalWriteError(message, { cause }))
  }

  /** Calls back the next `count` waiting entries. A callback may append again. */
  #settle(count: number, error?: Error): void {
    const waiting = this.#waiting
    const end = this.#settled + count
    while (this.#settled < end) {
      const done = waiting[this.#settled++] as Done
      try {
        done(error)
      } catch (defect) {
        // The caller's own fault: reported as one, without taking the other entries along.
        queueMicrotask(() => {
          throw defect
        })
      }
    }
    if (this.#settled === waiting.length) this.#drained?.()
    if (this.#settled > KEPT_CALLBACKS || this.#settled === waiting.length) {
      this.#waiting = waiting.slice(this.#settled)
      this.#settled = 0
    }
  }

  #onPublisher(message: PublisherMessage): void {
    if (message.type === 'fatal') this.#die(fatal(message.error))
    if (message.type !== 'published' && message.type !== 'unpublished') return
    const { request } = message
    const answered = this.#publications.filter((p) => ((request - p.request) | 0) >= 0)
    this.#publications = this.#publications.filter((p) => !answered.includes(p))
    for (const publication of answered) {
      if (message.type === 'published') publication.resolve(message.size)
      else publication.reject(new JournalWriteError("couldn't publish", { cause: message.error }))
    }
  }

  #onExit(): void {
    const { control } = this.#opened.memory
    if (Atomics.load(control, CONTROL.stop) === 0)
      this.#die(new JournalFatalError('a journal thread ended'))
  }

  #die(error: JournalFatalError): void {
    if (this.#dead !== undefined) return
    this.#dead = error
    Atomics.store(this.#opened.memory.control, CONTROL.stop, 1)
    wake(this.#opened.memory.control, CONTROL.commitWake)
    wake(this.#opened.memory.control, CONTROL.publishWake)
    this.#settle(this.#waiting.length - this.#settled, error)
    for (const publication of this.#publications.splice(0)) publication.reject(error)
    for (const listener of this.#listeners) listener(error)
  }
}

const KEPT_CALLBACKS = 4096

function ended(thread: Worker): Promise<void> {
  if (thread.threadId === -1) return Promise.resolve()
  return new Promise((resolved) => thread.once('exit', () => resolved()))
}

/** Errors lose their class between threads; the cause stays. */
function fatal(error: unknown): JournalFatalError {
  if (error instanceof JournalFatalError) return error
  const message = error instanceof Error ? error.message : 'a journal thread broke'
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return new JournalFatalError(message, { cause })
}
