import { JournalOverloadError, JournalRefusedError } from './journal-errors.ts'
import { ENTRY_BYTES_MAX } from './tile.ts'

/**
 * The memory that the main thread and the journal's two threads share. Entries go into a ring, each after its uint16
 * length, just as they will stand in the write-ahead log; the committing thread takes whatever is there when it comes
 * back from the disk. So a batch forms by itself, and the main thread copies an entry once and sends no message.
 *
 * Positions are int32 that wrap; the ring's capacity is a power of two, so a position modulo the capacity is its place.
 */
export interface JournalMemory {
  readonly ring: SharedArrayBuffer
  readonly control: Int32Array<SharedArrayBuffer>
  /** Count of durable entries, written by the committing thread. */
  readonly durable: BigInt64Array<SharedArrayBuffer>
  /** Figures for metrics, each written by one thread; see FIGURE. */
  readonly figures: Float64Array<SharedArrayBuffer>
}

/** Words of `control`, and who writes each. */
export const CONTROL = {
  /** End of what was appended (main). */
  head: 0,
  /** End of what was taken (committer). */
  tail: 1,
  /** Raised to wake the committer (main). */
  commitWake: 2,
  /** 1 while the committer sleeps or is about to, and nobody has woken it (both). */
  asleep: 3,
  /** Raised when the main thread has given up everything before `discard` after a failed write (main). */
  epoch: 4,
  discard: 5,
  /** 1 while a word about durable entries is under way to the main thread (both). */
  told: 6,
  /** 1 when the threads shall end (main). */
  stop: 7,
  /** Raised to wake the publisher (main). */
  publishWake: 8,
  /** Number of the last publication asked for (main). */
  publishAsked: 9,
} as const

/** Upper bounds of the fsync histogram, in seconds; one more bucket counts the rest. */
export const FSYNC_BOUNDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
] as const

export const FIGURE = {
  publishedAt: 0,
  published: 1,
  publishFailures: 2,
  fsyncCount: 3,
  fsyncSeconds: 4,
  commitFailures: 5,
  fsyncBuckets: 8,
} as const

export function createMemory(pendingBytesMax: number): JournalMemory {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(pendingBytesMax, 2 * (ENTRY_BYTES_MAX + 2))))
  return {
    ring: new SharedArrayBuffer(capacity),
    control: new Int32Array(new SharedArrayBuffer(64)),
    durable: new BigInt64Array(new SharedArrayBuffer(8)),
    figures: new Float64Array(
      new SharedArrayBuffer(8 * (FIGURE.fsyncBuckets + FSYNC_BOUNDS.length + 1)),
    ),
  }
}

const { head: HEAD, tail: TAIL, asleep: ASLEEP } = CONTROL

/** A batch that is worth a commit of its own, whatever else the turn brings. */
const UNANNOUNCED_BYTES_MAX = 64 * 1024

/** The main thread's end of the ring. */
export class RingWriter {
  #waking = false
  /** Bytes appended since the committer was last told. */
  #unannounced = 0
  readonly #control: Int32Array<SharedArrayBuffer>
  readonly #ring: Buffer
  readonly #scratch = Buffer.alloc(2 + ENTRY_BYTES_MAX)
  readonly #limit: number
  #head = 0

  constructor(memory: JournalMemory, pendingBytesMax: number) {
    this.#control = memory.control
    this.#ring = Buffer.from(memory.ring)
    this.#limit = Math.min(pendingBytesMax, this.#ring.length)
  }

  /** Bytes that are appended and not yet durable. */
  get pendingBytes(): number {
    return (this.#head - Atomics.load(this.#control, TAIL)) >>> 0
  }

  /** Copies an entry in. Throws JournalRefusedError over the size limit, JournalOverloadError when it is full. */
  push(entry: string): void {
    const free = this.#limit - this.pendingBytes
    // A UTF-16 unit takes at most three bytes; only when that bound does not fit is it worth counting.
    let bound = entry.length * 3
    if (bound + 2 > free || bound > ENTRY_BYTES_MAX) bound = measure(entry, free)
    const at = this.#head & (this.#ring.length - 1)
    const whole = at + 2 + bound <= this.#ring.length
    const bytes = whole ? this.#ring.write(entry, at + 2) : this.#wrap(entry, at)
    if (whole) {
      this.#ring[at] = bytes >> 8
      this.#ring[at + 1] = bytes & 0xff
    }
    this.#head = (this.#head + 2 + bytes) | 0
    Atomics.store(this.#control, HEAD, this.#head)
    this.#unannounced += 2 + bytes
    if (this.#unannounced >= UNANNOUNCED_BYTES_MAX) this.#wakeCommitter()
    else if (!this.#waking) {
      this.#waking = true
      setImmediate(this.#wakeCommitter)
    }
  }

  /**
   * Once per turn of the event loop, however many entries the turn appended: a thread that is woken by the first of them
   * would run at once, commit that one, and keep the others (and on one core the main thread) waiting for it. A turn that
   * appends very much tells it in between.
   */
  readonly #wakeCommitter = (): void => {
    this.#waking = false
    this.#unannounced = 0
    if (Atomics.exchange(this.#control, ASLEEP, 0) === 1) wake(this.#control, CONTROL.commitWake)
  }

  /** Gives up everything not yet durable, after a failed write; the committer waits for this. */
  discard(): void {
    Atomics.store(this.#control, TAIL, this.#head)
    Atomics.store(this.#control, CONTROL.discard, this.#head)
    Atomics.add(this.#control, CONTROL.epoch, 1)
    wake(this.#control, CONTROL.commitWake)
  }

  /** Writes an entry that may run over the end of the ring into its beginning. */
  #wrap(entry: string, at: number): number {
    const bytes = this.#scratch.write(entry, 2)
    this.#scratch.writeUInt16BE(bytes, 0)
    const first = Math.min(2 + bytes, this.#ring.length - at)
    this.#scratch.copy(this.#ring, at, 0, first)
    this.#scratch.copy(this.#ring, 0, first, 2 + bytes)
    return bytes
  }
}

function measure(entry: string, free: number): number {
  const bytes = Buffer.byteLength(entry)
  if (bytes > ENTRY_BYTES_MAX)
    throw new JournalRefusedError(`an entry of ${bytes} bytes is over ${ENTRY_BYTES_MAX}`)
  if (bytes + 2 > free) throw new JournalOverloadError('too much is waiting for the disk')
  return bytes
}

export function wake(control: Int32Array<SharedArrayBuffer>, word: number): void {
  Atomics.add(control, word, 1)
  Atomics.notify(control, word)
}

export interface Batch {
  /** One piece, or two when the batch runs over the end of the ring. */
  readonly pieces: Buffer[]
  readonly bytes: number
  readonly count: number
}

/** The committing thread's end of the ring. */
export class RingReader {
  readonly #control: Int32Array<SharedArrayBuffer>
  readonly #ring: Buffer
  #tail = 0
  #epoch = 0

  constructor(memory: JournalMemory) {
    this.#control = memory.control
    this.#ring = Buffer.from(memory.ring)
  }

  /** All whole entries that wait, up to `bytesMax`; undefined when none does. They stay in the ring until `release`. */
  take(bytesMax: number): Batch | undefined {
    const available = (Atomics.load(this.#control, HEAD) - this.#tail) >>> 0
    const mask = this.#ring.length - 1
    let bytes = 0
    let count = 0
    while (bytes < available) {
      const at = this.#tail + bytes
      const high = this.#ring[at & mask] as number
      const end = bytes + 2 + high * 256 + (this.#ring[(at + 1) & mask] as number)
      if (end > bytesMax) break
      bytes = end
      count++
    }
    if (count === 0) return undefined
    const from = this.#tail & mask
    const first = Math.min(bytes, this.#ring.length - from)
    const pieces = [this.#ring.subarray(from, from + first)]
    if (first < bytes) pieces.push(this.#ring.subarray(0, bytes - first))
    return { pieces, bytes, count }
  }

  release({ bytes }: Batch): void {
    this.#tail = (this.#tail + bytes) | 0
    Atomics.store(this.#control, TAIL, this.#tail)
  }

  /** Sleeps until something is appended or the journal stops. */
  sleep(): void {
    const seen = Atomics.load(this.#control, CONTROL.commitWake)
    Atomics.store(this.#control, ASLEEP, 1)
    const idle = Atomics.load(this.#control, HEAD) === this.#tail
    if (idle && !this.stopping) Atomics.wait(this.#control, CONTROL.commitWake, seen)
    Atomics.store(this.#control, ASLEEP, 0)
  }

  /**
   * Lets entries gather for `ms`. A commit costs the processor about as much for one entry as for fifty, so under load the
   * next one is worth waiting for; whoever appends alone is never made to wait.
   */
  linger(ms: number): void {
    const seen = Atomics.load(this.#control, CONTROL.commitWake)
    if (!this.stopping) Atomics.wait(this.#control, CONTROL.commitWake, seen, ms)
  }

  /** After a failed write: waits until the main thread has given up what was pending, and goes on behind it. */
  awaitDiscard(): void {
    for (;;) {
      const seen = Atomics.load(this.#control, CONTROL.commitWake)
      if (Atomics.load(this.#control, CONTROL.epoch) !== this.#epoch || this.stopping) break
      Atomics.wait(this.#control, CONTROL.commitWake, seen)
    }
    this.#epoch = Atomics.load(this.#control, CONTROL.epoch)
    this.#tail = Atomics.load(this.#control, CONTROL.discard)
  }

  get stopping(): boolean {
    return Atomics.load(this.#control, CONTROL.stop) === 1
  }
}
