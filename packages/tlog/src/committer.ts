import { join } from 'node:path'
import { type DurableFiles, errorCode, ignoring, syncDirectory, synced } from './durable-files.ts'
import { JournalFatalError, JournalWriteError } from './journal-errors.ts'
import {
  encodeFrameHeader,
  encodeSegmentHeader,
  decodeSegmentHeader,
  FRAME_HEADER_BYTES,
  FRAMES_START,
  frameSpan,
  listSegments,
  segmentPath,
  type SegmentHeader,
  sparePath,
  walDirectory,
  WalReader,
} from './wal.ts'

export interface CommitterOptions {
  readonly files: DurableFiles
  readonly dir: string
  /** Size of the published checkpoint: the write-ahead log must start at or before it and reach it. */
  readonly published: number
  readonly segmentBytes: number
  /** The write-ahead log refuses to grow over this while publication cannot keep up. */
  readonly walBytesMax: number
}

/**
 * The one writer of the write-ahead log. A commit is one write and one fdatasync; when it returns, its entries survive
 * a power cut. It throws JournalWriteError when nothing was recorded and it can go on, JournalFatalError when it cannot
 * know what is recorded.
 */
export class Committer {
  readonly #options: CommitterOptions
  #fd = -1
  #segment: SegmentHeader | undefined
  #position = 0
  #check: Buffer = Buffer.alloc(0)
  #index = 0

  constructor(options: CommitterOptions) {
    this.#options = options
    const { files, dir, published } = options
    files.mkdir(walDirectory(dir))
    const segments = listSegments(files, dir)
    const [first] = segments
    if (first === undefined && published > 0)
      throw new JournalFatalError(
        `the checkpoint covers ${published} entries, but there is no write-ahead log`,
      )
    if (first === undefined) this.#rotate()
    else this.#recover(segments, first)
  }

  /** Index of the next entry: everything before it is durable. */
  get index(): number {
    return this.#index
  }

  /** Records `count` entries; `body` is their length-prefixed bytes, `bytes` in all. */
  commit(body: readonly Uint8Array[], bytes: number, count: number): void {
    const span = frameSpan(bytes)
    if (this.#segment === undefined || this.#position + span > this.#options.segmentBytes)
      this.#rotate()
    const { tag } = this.#segment as unknown as SegmentHeader
    const context = { firstIndex: this.#index, count, bytes, tag, check: this.#check }
    const header = encodeFrameHeader(context, body)
    try {
      this.#options.files.write(this.#fd, [header, ...body], this.#position)
    } catch (cause) {
      this.#truncate()
      throw writeError(cause)
    }
    synced('the write-ahead log', () => this.#options.files.fdatasync(this.#fd))
    this.#position += span
    this.#check = header.subarray(32)
    this.#index += count
  }

  close(): void {
    if (this.#fd >= 0) this.#options.files.close(this.#fd)
    this.#fd = -1
  }

  /** Blanks the place of a write that failed, so that no part of it is ever taken for a record. */
  #truncate(): void {
    const { files } = this.#options
    try {
      files.write(this.#fd, [Buffer.alloc(FRAME_HEADER_BYTES)], this.#position)
    } catch (cause) {
      throw new JournalFatalError("couldn't take a failed write back", { cause })
    }
    synced('the write-ahead log', () => files.fdatasync(this.#fd))
  }

  /**
   * Goes to a fresh segment. Order: allocate, write the header, fdatasync, rename to its name, fsync the directory. Until
   * the last step is done no frame is written to it. When a step fails, the old segment stays closed for good, because
   * the new name may be on disk already: the next commit starts here again.
   */
  #rotate(): void {
    const { files, dir } = this.#options
    this.close()
    this.#segment = undefined
    const next = join(walDirectory(dir), 'next')
    const header = encodeSegmentHeader(this.#index)
    try {
      this.#allocate(next)
      this.#fd = files.open(next, 'r+')
      files.write(this.#fd, [header], 0)
      synced('a segment header', () => files.fdatasync(this.#fd))
      files.rename(next, segmentPath(dir, this.#index))
      syncDirectory(files, walDirectory(dir))
      syncDirectory(files, dir)
    } catch (cause) {
      this.close()
      throw cause instanceof JournalFatalError ? cause : writeError(cause)
    }
    this.#segment = decodeSegmentHeader(header) as SegmentHeader
    this.#check = this.#segment.check
    this.#position = FRAMES_START
  }

  /** Takes the spare segment, or allocates one when none waits. */
  #allocate(next: string): void {
    const { files, dir, segmentBytes, walBytesMax } = this.#options
    if ((listSegments(files, dir).length + 1) * segmentBytes > walBytesMax)
      throw new JournalWriteError(
        'the write-ahead log is at its limit because publication does not keep up',
      )
    ignoring('ENOENT', () => files.rename(sparePath(dir), next))
    allocateSegment(files, next, segmentBytes)
  }

  /** Reads every frame, checks that the segments join, and stands behind the last whole frame. */
  #recover(segments: readonly number[], first: number): void {
    const { files, dir, published } = this.#options
    if (first > published)
      throw new JournalFatalError(
        `the write-ahead log starts at ${first}, but the checkpoint covers only ${published} entries`,
      )
    let reader = new WalReader(files, dir, first)
    for (const [i] of segments.entries()) {
      while (reader.next() !== undefined);
      const following = segments[i + 1]
      if (following === undefined) break
      if (following !== reader.index)
        throw new JournalFatalError(
          `the write-ahead log has a gap between ${reader.index} and ${following}`,
        )
      reader.close()
      reader = new WalReader(files, dir, following)
    }
    if (reader.hasLaterFrame())
      throw new JournalFatalError(`the write-ahead log is damaged after entry ${reader.index}`)
    if (reader.index < published)
      throw new JournalFatalError(
        `the checkpoint covers ${published} entries, the write-ahead log ends at ${reader.index}`,
      )
    this.#continue(reader)
    reader.close()
  }

  /**
   * Makes durable what was read: it may come from memory alone. The last frame is written again, because after a failed
   * fdatasync the kernel shows bytes that the disk never got and holds them for clean.
   */
  #continue(reader: WalReader): void {
    const { files, dir } = this.#options
    this.#segment = reader.segment
    this.#position = reader.position
    this.#check = reader.check
    this.#index = reader.index
    this.#fd = files.open(segmentPath(dir, reader.segment.firstIndex), 'r+')
    if (reader.frameStart > 0) {
      const bytes = reader.raw(reader.frameStart, reader.position)
      files.write(this.#fd, [bytes], reader.frameStart)
    }
    synced('the write-ahead log', () => files.fdatasync(this.#fd))
    syncDirectory(files, walDirectory(dir))
  }
}

/** Makes a file of the full size out of zeroes, unless it is one already. */
export function allocateSegment(files: DurableFiles, path: string, segmentBytes: number): void {
  const last = Buffer.alloc(1)
  const present = ignoring('ENOENT', () => files.open(path, 'r'))
  if (present !== undefined) {
    const whole = files.read(present, last, segmentBytes - 1) === 1
    files.close(present)
    if (whole) return
  }
  const fd = files.open(path, 'w')
  try {
    const zeroes = Buffer.alloc(Math.min(1 << 20, segmentBytes))
    for (let at = 0; at < segmentBytes; at += zeroes.length)
      files.write(fd, [zeroes.subarray(0, Math.min(zeroes.length, segmentBytes - at))], at)
    synced('a new segment', () => files.fsync(fd))
  } catch (error) {
    // What was written of it would only fill a full disk further.
    ignoring('ENOENT', () => files.unlink(path))
    throw error
  } finally {
    files.close(fd)
  }
}

function writeError(cause: unknown): Error {
  if (cause instanceof JournalWriteError) return cause
  if (errorCode(cause) === undefined)
    return new JournalFatalError('the write-ahead log broke', { cause })
  return new JournalWriteError("couldn't write to the write-ahead log", { cause })
}
