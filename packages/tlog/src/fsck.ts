import fs from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { encodeBase64 } from './base64.ts'
import { ignoring, nodeFiles } from './durable-files.ts'
import { isLocked } from './lock.ts'
import { equal, Frontier, HASH_BYTES, leafHashInto } from './merkle.ts'
import { noteVerifier } from './note.ts'
import {
  decodeBundle,
  encodeBundle,
  fullTilePath,
  parseTilePath,
  TILE_WIDTH,
  type TileAddress,
  tilePath,
  tileWidth,
} from './tile.ts'
import { TileTree } from './tile-tree.ts'
import { listSegments, WalReader } from './wal.ts'

export interface FsckReport {
  /** Entries found: those of the checkpoint, and those the write-ahead log holds beyond it. */
  readonly entries: number
  /** Size of the published checkpoint. */
  readonly size: number
  /** Root of the published entries as derived here, base64. */
  readonly root: string
  /** False for a mirror without a write-ahead log, or when a living process is writing to it. */
  readonly walChecked: boolean
  /** In words; empty when the log is whole. At most 1,000. */
  readonly problems: readonly string[]
}

const PROBLEMS_MAX = 1000

/**
 * Derives the whole tree again from the entries, and compares it with every tile, partial tile and entry bundle, the
 * checkpoint and the write-ahead log. It changes nothing. It rejects only when the directory cannot be read.
 */
export async function fsck(dir: string, options: { vkey: string }): Promise<FsckReport> {
  const check = new Check(resolve(dir))
  const live = isLocked(dir)
  const checkpoint = check.checkpoint(options.vkey)
  if (checkpoint === undefined) return check.report(0, '', false)
  await check.published(checkpoint.size)
  const root = check.frontier.root()
  if (!equal(root, checkpoint.root)) check.problem('the entries do not have the checkpoint’s root')
  const walChecked = !live && fs.existsSync(join(dir, 'wal'))
  if (walChecked) check.writeAheadLog(checkpoint.size)
  check.edges()
  check.names(live)
  return check.report(checkpoint.size, encodeBase64(root), walChecked)
}

/** One run: what was derived so far, and what was found wrong. */
class Check {
  readonly #dir: string
  readonly #problems: string[] = []
  readonly #tree = new TileTree()
  /** Entries of the bundle that is not full, as derived. */
  #bundle: Uint8Array[] = []
  readonly #leaf = Buffer.alloc(HASH_BYTES)
  /** Derives the root by another way than the tiles. */
  readonly frontier = new Frontier()

  constructor(dir: string) {
    this.#dir = dir
  }

  problem(text: string): void {
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push(text)
  }

  report(size: number, root: string, walChecked: boolean): FsckReport {
    return { entries: this.#tree.size, size, root, walChecked, problems: this.#problems }
  }

  checkpoint(vkey: string): Checkpoint | undefined {
    const bytes = this.#read('checkpoint')
    try {
      if (bytes !== undefined) return openCheckpoint(bytes.toString('utf8'), noteVerifier(vkey))
      this.problem('there is no checkpoint')
    } catch (error) {
      this.problem(`checkpoint: ${String(error)}`)
    }
    return undefined
  }

  /** Every entry of the published tree, and the tiles its size demands. */
  async published(size: number): Promise<void> {
    for (let n = 0; n * TILE_WIDTH < size; n++) {
      const entries = this.#entries(n, tileWidth(0, n, size))
      if (entries === undefined) return
      for (const entry of entries) this.#append(entry, true)
      if (n % 64 === 63) await yieldToOthers()
    }
    for (const { level, n, width, hashes } of this.#tree.partials()) {
      const found = this.#readEither({ level, n, width })
      const path = tilePath({ level, n, width })
      if (found === undefined) this.problem(`${path} is missing`)
      else if (!equal(found.bytes.subarray(0, hashes.length), hashes))
        this.problem(`${path} is not what the entries make`)
    }
  }

  /** Entries of the write-ahead log: those in tiles must be the same, those beyond continue the tree. */
  writeAheadLog(size: number): void {
    const segments = listSegments(nodeFiles, this.#dir)
    let next = segments[0] ?? 0
    if (next > size) this.problem(`the write-ahead log starts at ${next}, beyond the checkpoint`)
    for (const first of segments) {
      if (first !== next) this.problem(`the write-ahead log has a gap before entry ${first}`)
      next = this.#segment(first, size)
    }
    if (next < size) this.problem(`the write-ahead log ends at ${next}, before the checkpoint`)
  }

  #segment(first: number, size: number): number {
    let reader: WalReader
    try {
      reader = new WalReader(nodeFiles, this.#dir, first)
    } catch (error) {
      this.problem(String(error))
      return first
    }
    const published = new BundleCache((n) => this.#entries(n, tileWidth(0, n, size)))
    for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
      for (const [i, entry] of decodeBundle(frame.body, frame.count).entries()) {
        const index = frame.firstIndex + i
        const other = index < size ? published.entry(index) : undefined
        if (other !== undefined && !equal(other, entry))
          this.problem(`entry ${index} of the write-ahead log is not the published one`)
        if (index >= size && index === this.#tree.size) this.#append(entry, false)
      }
    }
    if (reader.hasLaterFrame()) this.problem(`the write-ahead log is damaged after ${reader.index}`)
    reader.close()
    return reader.index
  }

  /** Partial tiles on disk at the end of all that was derived. */
  edges(): void {
    for (const { level, n, width, hashes } of this.#tree.partials())
      this.#comparePartials(level, n, width, (w) => hashes.subarray(0, w * HASH_BYTES))
    const n = Math.floor(this.#tree.size / TILE_WIDTH)
    this.#comparePartials('entries', n, this.#bundle.length, (w) => this.#encoded(w))
  }

  /** Names under `tile/`: nothing but tiles, and none beyond the entries. */
  names(live: boolean): void {
    const root = join(this.#dir, 'tile')
    const options = { recursive: true, withFileTypes: true } as const
    for (const found of ignoring('ENOENT', () => fs.readdirSync(root, options)) ?? []) {
      if (found.isDirectory()) continue
      const path = join(found.parentPath, found.name).slice(this.#dir.length + 1)
      const address = parseTilePath(path)
      if (address === undefined) this.problem(`${path} is no tile`)
      else if (!live && !this.#isDerived(address)) this.problem(`${path} is beyond the entries`)
    }
  }

  #isDerived({ level, n, width }: TileAddress): boolean {
    return width <= tileWidth(level === 'entries' ? 0 : level, n, this.#tree.size)
  }

  #append(entry: Uint8Array, required: boolean): void {
    leafHashInto(this.#leaf, 0, entry)
    this.#bundle.push(entry)
    this.frontier.append(this.#leaf)
    this.#tree.append(this.#leaf, ({ level, n, hashes }) => {
      if (level === 0) {
        // Published entries were read from the bundle itself; there is nothing to compare it with.
        if (!required) this.#compareFull('entries', n, () => this.#encoded(TILE_WIDTH), false)
        this.#comparePartials('entries', n, TILE_WIDTH, (w) => this.#encoded(w))
        this.#bundle = []
      }
      this.#compareFull(level, n, () => hashes, required)
      this.#comparePartials(level, n, TILE_WIDTH, (w) => hashes.subarray(0, w * HASH_BYTES))
    })
  }

  #encoded(width: number): Buffer {
    return encodeBundle(this.#bundle.slice(0, width))
  }

  #compareFull(
    level: number | 'entries',
    n: number,
    derived: () => Uint8Array,
    required: boolean,
  ): void {
    const path = fullTilePath(level, n)
    const bytes = this.#read(path)
    if (bytes === undefined && required) this.problem(`${path} is missing`)
    if (bytes !== undefined && !equal(bytes, derived()))
      this.problem(`${path} is not what the entries make`)
  }

  /** Partial tiles that stand on disk, of any width up to the one derived. */
  #comparePartials(
    level: number | 'entries',
    n: number,
    width: number,
    derived: (width: number) => Uint8Array,
  ): void {
    const directory = `${fullTilePath(level, n)}.p`
    const names = ignoring('ENOENT', () => fs.readdirSync(join(this.#dir, directory))) ?? []
    for (const name of names) {
      const address = parseTilePath(`${directory}/${name}`)
      if (address === undefined || address.width > width) continue
      const bytes = this.#read(`${directory}/${name}`)
      if (bytes !== undefined && !equal(bytes, derived(address.width)))
        this.problem(`${directory}/${name} is not what the entries make`)
    }
  }

  #entries(n: number, width: number): Uint8Array[] | undefined {
    const address: TileAddress = { level: 'entries', n, width }
    const found = this.#readEither(address)
    if (found === undefined) {
      this.problem(`${tilePath(address)} is missing`)
      return undefined
    }
    try {
      return decodeBundle(found.bytes, found.full ? TILE_WIDTH : width).slice(0, width)
    } catch (error) {
      this.problem(`${tilePath(address)}: ${String(error)}`)
      return undefined
    }
  }

  /** A tile, or the full one in its place. */
  #readEither(address: TileAddress): { bytes: Buffer; full: boolean } | undefined {
    const partial = address.width < TILE_WIDTH ? this.#read(tilePath(address)) : undefined
    if (partial !== undefined) return { bytes: partial, full: false }
    const bytes = this.#read(fullTilePath(address.level, address.n))
    return bytes === undefined ? undefined : { bytes, full: true }
  }

  #read(path: string): Buffer | undefined {
    return ignoring('ENOENT', () => fs.readFileSync(join(this.#dir, path)))
  }
}

/** The published bundle last asked for: the write-ahead log is read in order. */
class BundleCache {
  readonly #read: (n: number) => Uint8Array[] | undefined
  #n = -1
  #entries: Uint8Array[] | undefined

  constructor(read: (n: number) => Uint8Array[] | undefined) {
    this.#read = read
  }

  entry(index: number): Uint8Array | undefined {
    const n = Math.floor(index / TILE_WIDTH)
    if (n !== this.#n) this.#entries = this.#read(n)
    this.#n = n
    return this.#entries?.[index % TILE_WIDTH]
  }
}
