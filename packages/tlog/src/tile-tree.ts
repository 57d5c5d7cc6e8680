import { EMPTY_ROOT, foldRow, HASH_BYTES, nodeHash } from './merkle.ts'
import { TILE_WIDTH, type TileAddress } from './tile.ts'

export interface HashTile {
  readonly level: number
  readonly n: number
  readonly width: number
  /** `width` hashes of 32 bytes. The bytes belong to the tree and change with its next append. */
  readonly hashes: Buffer
}

interface Level {
  readonly hashes: Buffer
  /** Tiles already full on this level. */
  n: number
  width: number
}

/** A growing tree kept as C2SP keeps it: on each level the one tile that is not yet full. */
export class TileTree {
  readonly #levels: Level[] = []
  #size = 0

  /**
   * A tree of `size` entries from its partial tiles. `read` gives the hashes of one, `width` of them.
   * What it reads is only as true as its root: compare that with a checkpoint.
   */
  static load(size: number, read: (tile: TileAddress) => Uint8Array): TileTree {
    const tree = new TileTree()
    tree.#size = size
    for (let hashes = size, level = 0; hashes > 0; level++) {
      const n = Math.floor(hashes / TILE_WIDTH)
      const width = hashes % TILE_WIDTH
      const kept = tree.#level(level)
      kept.n = n
      kept.width = width
      if (width > 0) kept.hashes.set(read({ level, n, width }))
      hashes = n
    }
    return tree
  }

  get size(): number {
    return this.#size
  }

  /** Appends a leaf hash; `full` is called for every tile that this fills, lowest level first. */
  append(leaf: Uint8Array, full: (tile: HashTile) => void): void {
    this.#size++
    let carry = leaf
    for (let level = 0; ; level++) {
      const kept = this.#level(level)
      const { hashes } = kept
      hashes.set(carry, kept.width * HASH_BYTES)
      kept.width++
      if (kept.width < TILE_WIDTH) return
      full({ level, n: kept.n, width: TILE_WIDTH, hashes })
      carry = foldRow(hashes, 0, TILE_WIDTH)
      kept.width = 0
      kept.n++
    }
  }

  /** The tiles that are not full and not empty, lowest level first. */
  partials(): HashTile[] {
    return this.#levels.flatMap(({ n, width, hashes }, level) =>
      width === 0 ? [] : [{ level, n, width, hashes: hashes.subarray(0, width * HASH_BYTES) }],
    )
  }

  root(): Buffer {
    let root: Buffer | undefined
    for (const { hashes, width } of this.#levels) {
      // The complete subtrees of the partial tile, from the smallest at its right end.
      for (let end = width, count = 1; end > 0; count *= 2) {
        if ((end & count) === 0) continue
        end -= count
        const peak = foldRow(hashes, end, count)
        root = root === undefined ? peak : nodeHash(peak, root)
      }
    }
    return root ?? Buffer.from(EMPTY_ROOT)
  }

  #level(level: number): Level {
    return (this.#levels[level] ??= {
      hashes: Buffer.alloc(TILE_WIDTH * HASH_BYTES),
      n: 0,
      width: 0,
    })
  }
}
