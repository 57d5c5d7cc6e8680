import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { DurableFiles } from './durable-files.ts'
import { JournalFatalError } from './journal-errors.ts'
import { sha256 } from './merkle.ts'

/**
 * The write-ahead log: segment files of a fixed size in `wal/`, each named by the index of its first entry. A segment is
 * allocated once and overwritten afterwards, because making an overwrite durable costs half of what growth costs.
 *
 * Segment: header (64 bytes), then frames from byte 4096, each on a 16-byte boundary.
 *   header: magic (16) ‖ first index (u64) ‖ random salt (16) ‖ check (16) ‖ 0 (8)
 *   frame:  'FRM1' ‖ body bytes (u32) ‖ entries (u32) ‖ 0 (u32) ‖ tag (8) ‖ first index (u64) ‖ check (16) ‖ body
 * The body is a piece of an entry bundle: entries, each after its uint16 length. All integers are big-endian.
 * `tag` is the first half of the salt. `check` is SHA-256(check before ‖ frame header so far ‖ body), cut to 16 bytes; for
 * the first frame the check before is that of the segment header. So what an earlier use of the file left behind, or
 * what a client put into an entry, can never be taken for a frame.
 */
const SEGMENT_HEADER_BYTES = 64
export const FRAMES_START = 4096
export const FRAME_HEADER_BYTES = 48
const ALIGNMENT = 16
const CHECK_BYTES = 16
const TAG_BYTES = 8
const SEGMENT_MAGIC = Buffer.from('tlog-journal/1\n\0')
const FRAME_MAGIC = Buffer.from('FRM1')

export interface SegmentHeader {
  readonly firstIndex: number
  readonly tag: Buffer
  /** The check that the first frame continues. */
  readonly check: Buffer
}

export interface Frame {
  readonly firstIndex: number
  readonly count: number
  /** Length-prefixed entries. */
  readonly body: Buffer
}

export function walDirectory(dir: string): string {
  return join(dir, 'wal')
}

export function segmentPath(dir: string, firstIndex: number): string {
  return join(walDirectory(dir), `${String(firstIndex).padStart(16, '0')}.wal`)
}

/**
 * An allocated file that waits to become the next segment. The publisher puts it there and the committer takes it away,
 * each by one rename, so they need no other agreement.
 */
export function sparePath(dir: string): string {
  return join(walDirectory(dir), 'spare')
}

/** First indexes of the segments on disk, ascending. */
export function listSegments(files: DurableFiles, dir: string): number[] {
  return files
    .list(walDirectory(dir))
    .flatMap((name) => (/^\d{16}\.wal$/.test(name) ? [Number(name.slice(0, 16))] : []))
    .sort((a, b) => a - b)
}

export function encodeSegmentHeader(firstIndex: number): Buffer {
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES)
  SEGMENT_MAGIC.copy(header)
  header.writeBigUInt64BE(BigInt(firstIndex), 16)
  randomBytes(16).copy(header, 24)
  sha256(header.subarray(0, 40)).copy(header, 40, 0, CHECK_BYTES)
  return header
}

export function decodeSegmentHeader(header: Buffer): SegmentHeader | undefined {
  const check = sha256(header.subarray(0, 40)).subarray(0, CHECK_BYTES)
  if (!header.subarray(0, 16).equals(SEGMENT_MAGIC)) return undefined
  if (!header.subarray(40, 56).equals(check)) return undefined
  const firstIndex = Number(header.readBigUInt64BE(16))
  return { firstIndex, tag: Buffer.from(header.subarray(24, 24 + TAG_BYTES)), check }
}

export interface FrameContext {
  readonly firstIndex: number
  readonly count: number
  readonly bytes: number
  readonly tag: Buffer
  readonly check: Buffer
}

/** The header of the next frame; its last 16 bytes are the check the frame after it continues. */
export function encodeFrameHeader(context: FrameContext, body: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES)
  FRAME_MAGIC.copy(header)
  header.writeUInt32BE(context.bytes, 4)
  header.writeUInt32BE(context.count, 8)
  context.tag.copy(header, 16)
  header.writeBigUInt64BE(BigInt(context.firstIndex), 24)
  frameCheck(context.check, header, body).copy(header, 32)
  return header
}

function frameCheck(before: Buffer, header: Buffer, body: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(before).update(header.subarray(0, 32))
  for (const piece of body) hash.update(piece)
  return hash.digest().subarray(0, CHECK_BYTES)
}

export function frameSpan(bodyBytes: number): number {
  return Math.ceil((FRAME_HEADER_BYTES + bodyBytes) / ALIGNMENT) * ALIGNMENT
}

/** Reads the write-ahead log frame by frame, from segment to segment. Owns one file descriptor. */
export class WalReader {
  readonly #files: DurableFiles
  readonly #dir: string
  readonly #fd: number
  readonly #header: SegmentHeader
  readonly #frameHeader = Buffer.alloc(FRAME_HEADER_BYTES)
  #check: Buffer
  #position = FRAMES_START
  #frameStart = 0
  #index: number

  /** Opens a segment at its first frame. A segment that stands under its name always had a durable header. */
  constructor(files: DurableFiles, dir: string, firstIndex: number) {
    this.#files = files
    this.#dir = dir
    this.#fd = files.open(segmentPath(dir, firstIndex), 'r')
    const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES)
    files.read(this.#fd, bytes, 0)
    const header = decodeSegmentHeader(bytes)
    if (header?.firstIndex !== firstIndex) {
      files.close(this.#fd)
      throw new JournalFatalError(
        `segment ${firstIndex} of the write-ahead log has a broken header`,
      )
    }
    this.#header = header
    this.#check = header.check
    this.#index = firstIndex
  }

  get segment(): SegmentHeader {
    return this.#header
  }

  /** Index of the entry after the last frame read. */
  get index(): number {
    return this.#index
  }

  /** Where the next frame starts, and the check it must continue. */
  get position(): number {
    return this.#position
  }

  get check(): Buffer {
    return this.#check
  }

  /** Where the last frame read starts; 0 when none was. */
  get frameStart(): number {
    return this.#frameStart
  }

  /** The next frame of this segment, or undefined where there is no whole and right one. */
  next(): Frame | undefined {
    const header = this.#frameHeader
    if (this.#files.read(this.#fd, header, this.#position) < FRAME_HEADER_BYTES) return undefined
    if (!this.#isOurs(header, 0) || firstIndexOf(header, 0) !== this.#index) return undefined
    const body = Buffer.allocUnsafe(Math.min(header.readUInt32BE(4), BODY_BYTES_MAX))
    if (this.#files.read(this.#fd, body, this.#position + FRAME_HEADER_BYTES) < body.length)
      return undefined
    const check = frameCheck(this.#check, header, [body])
    if (!header.subarray(32).equals(check)) return undefined
    const frame = { firstIndex: this.#index, count: header.readUInt32BE(8), body }
    this.#check = check
    this.#frameStart = this.#position
    this.#position += frameSpan(body.length)
    this.#index += frame.count
    return frame
  }

  /** A reader of the segment that follows this one, or undefined when it is not there. */
  following(): WalReader | undefined {
    const following = listSegments(this.#files, this.#dir).includes(this.#index)
    const itself = this.#index === this.#header.firstIndex
    return following && !itself ? new WalReader(this.#files, this.#dir, this.#index) : undefined
  }

  /**
   * Whether a frame of this use of the segment, with a later index, stands anywhere after the end we found. A frame is
   * written only after the one before it is durable, so this means damage, not a torn tail.
   */
  hasLaterFrame(): boolean {
    const chunk = Buffer.alloc(1 << 20)
    for (let at = this.#position; ; at += chunk.length - FRAME_HEADER_BYTES) {
      const bytes = chunk.subarray(0, this.#files.read(this.#fd, chunk, at))
      let tag = bytes.indexOf(this.#header.tag)
      for (; tag >= 0; tag = bytes.indexOf(this.#header.tag, tag + 1)) {
        const start = tag - 16
        const whole = start >= 0 && start % ALIGNMENT === 0 && start + 32 <= bytes.length
        if (whole && this.#isOurs(bytes, start) && firstIndexOf(bytes, start) > this.#index)
          return true
      }
      if (bytes.length < chunk.length) return false
    }
  }

  /** Reads a part of the segment, as it is. */
  raw(from: number, to: number): Buffer {
    const bytes = Buffer.alloc(to - from)
    this.#files.read(this.#fd, bytes, from)
    return bytes
  }

  close(): void {
    this.#files.close(this.#fd)
  }

  #isOurs(bytes: Buffer, at: number): boolean {
    return (
      bytes.compare(FRAME_MAGIC, 0, 4, at, at + 4) === 0 &&
      bytes.compare(this.#header.tag, 0, TAG_BYTES, at + 16, at + 16 + TAG_BYTES) === 0
    )
  }
}

/** No frame is longer; a length beyond it is damage. */
export const BODY_BYTES_MAX = 1 << 20

function firstIndexOf(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64BE(at + 24))
}
