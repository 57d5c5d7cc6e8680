import fs from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { errorCode } from './durable-files.ts'
import {
  consistencyRanges,
  equal,
  foldPeaks,
  foldRow,
  HASH_BYTES,
  inclusionRanges,
  leafHash,
  perfectSubtrees,
  type PerfectSubtree,
  type Range,
} from './merkle.ts'
import { noteVerifier } from './note.ts'
import { formatProof } from './proof-file.ts'
import {
  decodeBundle,
  ENTRY_BYTES_MAX,
  fullTilePath,
  TILE_WIDTH,
  tileLevels,
  tilePath,
  tileWidth,
} from './tile.ts'
import { TileTree } from './tile-tree.ts'
import { TlogError } from './tlog-error.ts'

/** Gives the bytes of `checkpoint` or `tile/…`, or undefined when there are none. */
export type FetchTile = (path: string) => Promise<Uint8Array | undefined>

const TILES_KEPT = 64
const FILE_BYTES_MAX = TILE_WIDTH * (2 + ENTRY_BYTES_MAX)
const HTTP_TIMEOUT_MS = 30_000

/** Tiles of a journal directory. */
export function directoryTiles(dir: string): FetchTile {
  return async (path) => {
    try {
      return await fs.readFile(join(dir, path))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw error
    }
  }
}

/** Tiles under a URL prefix. Redirects are not followed; answers over 16.8 MB are refused. */
export function httpTiles(prefix: string): FetchTile {
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`
  return async (path) => {
    const signal = AbortSignal.timeout(HTTP_TIMEOUT_MS)
    const response = await fetch(new URL(path, base), { signal, redirect: 'error' })
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok) throw new TlogError(`${path} answered ${response.status}`)
    return readLimited(response, path)
  }
}

async function readLimited(response: Response, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > FILE_BYTES_MAX) throw new TlogError(`${path} is too long`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export interface EntryBatch {
  readonly firstIndex: number
  readonly entries: readonly Uint8Array[]
}

/**
 * Reads a log from its tiles alone. Only `checkpoint` and `verifiedEntries` vouch for what they return; entries and
 * proofs are what the log says, and it is the proof that convinces. Throws TlogError for what is missing or wrong.
 */
export class TileReader {
  readonly #fetch: FetchTile
  /** Full tiles never change: the most recent ones are kept. */
  readonly #tiles = new Map<string, Promise<Uint8Array>>()

  constructor(fetchTile: FetchTile) {
    this.#fetch = fetchTile
  }

  /** The published checkpoint: the signed note, and its content verified under the log's key. */
  async checkpoint(vkey: string): Promise<Checkpoint & { readonly note: string }> {
    const bytes = await this.#fetch('checkpoint')
    if (bytes === undefined) throw new TlogError('the log has no checkpoint')
    const note = Buffer.from(bytes).toString('utf8')
    return { ...openCheckpoint(note, noteVerifier(vkey)), note }
  }

  /** One entry of a tree of `size`. */
  async entry(index: number, size: number): Promise<Uint8Array> {
    const { value } = await this.entries(index, index + 1, size).next()
    const entry = (value as EntryBatch | undefined)?.entries[0]
    if (entry === undefined) throw new TlogError(`no entry ${index} in a tree of ${size}`)
    return entry
  }

  /** Entries `from` to `to` (exclusive) of a tree of `size`, in batches as bundles hold them. */
  async *entries(from: number, to: number, size: number): AsyncGenerator<EntryBatch> {
    for (let at = from; at < Math.min(to, size);) {
      const n = Math.floor(at / TILE_WIDTH)
      const bundle = await this.#bundle(n, size)
      const start = n * TILE_WIDTH
      const entries = bundle.slice(at - start, Math.min(to, size) - start)
      yield { firstIndex: at, entries }
      at += entries.length
    }
  }

  /** The hash of one entry of a tree of `size`, as its tile has it. */
  async leafHash(index: number, size: number): Promise<Uint8Array> {
    if (index < 0 || index >= size) throw new TlogError(`no entry ${index} in a tree of ${size}`)
    const tile = await this.#tile(0, Math.floor(index / TILE_WIDTH), size)
    const at = (index % TILE_WIDTH) * HASH_BYTES
    return tile.subarray(at, at + HASH_BYTES)
  }

  /** RFC 6962 section 2.1.1, leaf to root. */
  inclusionProof(index: number, size: number): Promise<Uint8Array[]> {
    return this.#roots(inclusionRanges(index, size), size)
  }

  /** RFC 6962 section 2.1.2. */
  consistencyProof(size1: number, size2: number): Promise<Uint8Array[]> {
    return this.#roots(consistencyRanges(size1, size2), size2)
  }

  /** A C2SP tlog-proof file for one entry, under a signed checkpoint of this log. */
  async proofFile(index: number, checkpoint: { size: number; note: string }): Promise<string> {
    const hashes = await this.inclusionProof(index, checkpoint.size)
    return formatProof({ index, hashes, checkpoint: checkpoint.note })
  }

  /**
   * Every entry from `from` to the end of the checkpoint, each proved to be in its tree before it is yielded. Whoever
   * follows a log must also check that the checkpoint is consistent with the one before (verifyConsistency).
   */
  async *verifiedEntries(from: number, checkpoint: Checkpoint): AsyncGenerator<EntryBatch> {
    const { size } = checkpoint
    if (from >= size) return
    const edges = await this.#verifiedEdges(checkpoint)
    const proved = new ProvedTiles(size, edges, (level, n) => this.#tile(level, n, size))
    for (let n = Math.floor(from / TILE_WIDTH); n * TILE_WIDTH < size; n++) {
      const entries = await this.#bundle(n, size)
      await proved.check(0, n, Buffer.concat(entries.map(leafHash)))
      const skipped = Math.max(from - n * TILE_WIDTH, 0)
      yield { firstIndex: n * TILE_WIDTH + skipped, entries: entries.slice(skipped) }
    }
  }

  /** The partial tile of every level, proved together by the root of the checkpoint. */
  async #verifiedEdges({ size, root }: Checkpoint): Promise<Uint8Array[]> {
    const edges = await Promise.all(
      Array.from({ length: tileLevels(size) }, async (_, level) => {
        const n = Math.floor(size / TILE_WIDTH ** (level + 1))
        return tileWidth(level, n, size) === 0 ? NOTHING : this.#tile(level, n, size)
      }),
    )
    const tree = TileTree.load(size, ({ level }) => edges[Number(level)] ?? NOTHING)
    if (!equal(tree.root(), root)) throw new TlogError('the tiles have another root')
    return edges
  }

  async #roots(ranges: readonly Range[], size: number): Promise<Uint8Array[]> {
    return Promise.all(
      ranges.map(async (range) => {
        const peaks = perfectSubtrees(range).map((subtree) => this.#subtreeRoot(subtree, size))
        return foldPeaks(await Promise.all(peaks))
      }),
    )
  }

  async #subtreeRoot({ height, index }: PerfectSubtree, size: number): Promise<Uint8Array> {
    const level = Math.floor(height / 8)
    const count = 2 ** (height % 8)
    const first = index * count
    const tile = await this.#tile(level, Math.floor(first / TILE_WIDTH), size)
    return foldRow(tile, first % TILE_WIDTH, count)
  }

  /** A hash tile as a tree of `size` has it. */
  #tile(level: number, n: number, size: number): Promise<Uint8Array> {
    const width = tileWidth(level, n, size)
    const path = tilePath({ level, n, width })
    const kept = this.#tiles.get(path)
    const tile = kept ?? this.#fetchTile(level, n, width)
    this.#tiles.delete(path)
    this.#tiles.set(path, tile)
    if (kept === undefined) tile.catch(() => this.#tiles.delete(path))
    const [oldest] = this.#tiles.keys()
    if (this.#tiles.size > TILES_KEPT && oldest !== undefined) this.#tiles.delete(oldest)
    return tile
  }

  async #fetchTile(level: number, n: number, width: number): Promise<Uint8Array> {
    const { bytes, full } = await this.#fetchEither(level, n, width)
    const expected = (full ? TILE_WIDTH : width) * HASH_BYTES
    if (bytes.length !== expected) throw new TlogError(`${fullTilePath(level, n)} is cut`)
    return bytes.subarray(0, width * HASH_BYTES)
  }

  async #bundle(n: number, size: number): Promise<Uint8Array[]> {
    const width = tileWidth(0, n, size)
    const { bytes, full } = await this.#fetchEither('entries', n, width)
    return decodeBundle(bytes, full ? TILE_WIDTH : width).slice(0, width)
  }

  /** A tile of the width asked for, or the full one: a log deletes partial tiles once they are full. */
  async #fetchEither(level: number | 'entries', n: number, width: number) {
    const partial =
      width < TILE_WIDTH ? await this.#fetch(tilePath({ level, n, width })) : undefined
    if (partial !== undefined) return { bytes: partial, full: false }
    const bytes = await this.#fetch(fullTilePath(level, n))
    if (bytes === undefined) throw new TlogError(`the log has no ${tilePath({ level, n, width })}`)
    return { bytes, full: true }
  }
}

const NOTHING = new Uint8Array()

/** Proves hash tiles of one tree from its proved edges: a full tile by its hash in the tile above it. */
class ProvedTiles {
  readonly #size: number
  readonly #edges: readonly Uint8Array[]
  readonly #tile: (level: number, n: number) => Promise<Uint8Array>
  /** The last proved full tile of each level. */
  readonly #proved: { n: number; hashes: Uint8Array }[] = []

  constructor(
    size: number,
    edges: readonly Uint8Array[],
    tile: (level: number, n: number) => Promise<Uint8Array>,
  ) {
    this.#size = size
    this.#edges = edges
    this.#tile = tile
  }

  async check(level: number, n: number, hashes: Uint8Array): Promise<void> {
    if (!(await this.#isInTree(level, n, hashes)))
      throw new TlogError(`tile ${n} of level ${level} is not in the tree of the checkpoint`)
  }

  async #isInTree(level: number, n: number, hashes: Uint8Array): Promise<boolean> {
    if (tileWidth(level, n, this.#size) < TILE_WIDTH)
      return equal(hashes, this.#edges[level] ?? NOTHING)
    const parent = await this.#hashes(level + 1, Math.floor(n / TILE_WIDTH))
    const at = (n % TILE_WIDTH) * HASH_BYTES
    return equal(foldRow(hashes, 0, TILE_WIDTH), parent.subarray(at, at + HASH_BYTES))
  }

  async #hashes(level: number, n: number): Promise<Uint8Array> {
    if (tileWidth(level, n, this.#size) < TILE_WIDTH) return this.#edges[level] ?? NOTHING
    const kept = this.#proved[level]
    if (kept?.n === n) return kept.hashes
    const hashes = await this.#tile(level, n)
    await this.check(level, n, hashes)
    this.#proved[level] = { n, hashes }
    return hashes
  }
}
