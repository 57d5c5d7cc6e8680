import { hash } from 'node:crypto'

/**
 * The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1, over SHA-256.
 * Sizes and indexes are whole numbers below 2^53; hashes are 32 bytes.
 */
export const HASH_BYTES = 32

/** Entries `lo` (inclusive) to `hi` (exclusive): one subtree of the tree. */
export interface Range {
  readonly lo: number
  readonly hi: number
}

/** A complete subtree: the entries from `index * 2^height`, `2^height` of them. */
export interface PerfectSubtree {
  readonly height: number
  readonly index: number
}

export interface InclusionClaim {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

export interface ConsistencyClaim {
  readonly size1: number
  readonly root1: Uint8Array
  readonly size2: number
  readonly root2: Uint8Array
  readonly proof: readonly Uint8Array[]
}

// One-shot hashing into a reused buffer, the digest carried as a latin1 string: three times as fast as
// createHash and without garbage. Every function below is synchronous, so the buffers are never shared.
let leafScratch = Buffer.alloc(8192)
const nodeScratch = Buffer.alloc(1 + 2 * HASH_BYTES)
nodeScratch[0] = 0x01

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

/** Writes SHA-256(0x00 ‖ entry) to `out` at `at`. */
export function leafHashInto(out: Buffer, at: number, entry: Uint8Array): void {
  const bytes = entry.length + 1
  if (leafScratch.length < bytes) leafScratch = Buffer.alloc(bytes * 2)
  leafScratch[0] = 0x00
  leafScratch.set(entry, 1)
  out.write(hash('sha256', leafScratch.subarray(0, bytes), 'binary'), at, 'latin1')
}

export function leafHash(entry: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(HASH_BYTES)
  leafHashInto(out, 0, entry)
  return out
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(HASH_BYTES)
  nodeScratch.set(left, 1)
  nodeScratch.set(right, 1 + HASH_BYTES)
  out.write(hash('sha256', nodeScratch, 'binary'), 0, 'latin1')
  return out
}

const rowScratch = Buffer.alloc(256 * HASH_BYTES)

/** Root of a complete subtree whose `count` (a power of two, at most 256) neighbouring hashes start at hash `from`. */
export function foldRow(hashes: Uint8Array, from: number, count: number): Buffer {
  rowScratch.set(hashes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES))
  for (let width = count; width > 1; width /= 2) {
    for (let i = 0; i < width / 2; i++) {
      rowScratch.copy(nodeScratch, 1, i * 2 * HASH_BYTES, (i * 2 + 2) * HASH_BYTES)
      rowScratch.write(hash('sha256', nodeScratch, 'binary'), i * HASH_BYTES, 'latin1')
    }
  }
  return Buffer.from(rowScratch.subarray(0, HASH_BYTES))
}

export const EMPTY_ROOT = sha256(Buffer.alloc(0))

/** Largest power of two smaller than `n` (`n` of at least 2): where RFC 6962 splits a list. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** MTH(D[n]) of RFC 6962 section 2.1, word for word; `leaves` are leaf hashes. */
export function treeRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves
  if (only === undefined) return Buffer.from(EMPTY_ROOT)
  if (leaves.length === 1) return Buffer.from(only)
  const k = split(leaves.length)
  return nodeHash(treeRoot(leaves.slice(0, k)), treeRoot(leaves.slice(k)))
}

/** The right edge of a growing tree: one hash per complete subtree, O(log n) memory. */
export class Frontier {
  /** Hash of the complete subtree of each height, where the size has that bit. */
  readonly #peaks = Buffer.alloc(53 * HASH_BYTES)
  readonly #pair = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01)
  #size = 0

  get size(): number {
    return this.#size
  }

  append(leaf: Uint8Array): void {
    this.#pair.set(leaf, 1 + HASH_BYTES)
    let at = 0
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      this.#peaks.copy(this.#pair, 1, at, at + HASH_BYTES)
      this.#pair.write(hash('sha256', this.#pair, 'binary'), 1 + HASH_BYTES, 'latin1')
      at += HASH_BYTES
    }
    this.#pair.copy(this.#peaks, at, 1 + HASH_BYTES)
    this.#size++
  }

  root(): Buffer {
    const peaks: Uint8Array[] = []
    for (let at = 0, rest = this.#size; rest > 0; at += HASH_BYTES, rest = Math.floor(rest / 2))
      if (rest % 2 === 1) peaks.unshift(this.#peaks.subarray(at, at + HASH_BYTES))
    return foldPeaks(peaks)
  }
}

/** Root over complete subtrees that stand side by side, the largest first. */
export function foldPeaks(peaks: readonly Uint8Array[]): Buffer {
  const last = peaks.at(-1)
  if (last === undefined) return Buffer.from(EMPTY_ROOT)
  let root: Buffer = Buffer.from(last)
  for (let i = peaks.length - 2; i >= 0; i--) root = nodeHash(peaks[i] as Uint8Array, root)
  return root
}

/** The complete subtrees that make up a range which starts on a boundary of its own size, the largest first. */
export function perfectSubtrees({ lo, hi }: Range): PerfectSubtree[] {
  const subtrees: PerfectSubtree[] = []
  for (let from = lo; from < hi;) {
    let height = 0
    let width = 1
    while (from % (width * 2) === 0 && from + width * 2 <= hi) {
      width *= 2
      height++
    }
    subtrees.push({ height, index: from / width })
    from += width
  }
  return subtrees
}

/** PATH(index, D[size]) of RFC 6962 section 2.1.1 as the ranges whose roots form the proof, leaf to root. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isIndex(index) || !isIndex(size) || index >= size)
    throw new RangeError(`no entry ${index} in a tree of ${size}`)
  const ranges: Range[] = []
  let lo = 0
  let hi = size
  while (hi - lo > 1) {
    const middle = lo + split(hi - lo)
    const left = index < middle
    ranges.unshift(left ? { lo: middle, hi } : { lo, hi: middle })
    if (left) hi = middle
    else lo = middle
  }
  return ranges
}

/** PROOF(size1, D[size2]) of RFC 6962 section 2.1.2 as the ranges whose roots form the proof. */
export function consistencyRanges(size1: number, size2: number): Range[] {
  if (!isIndex(size1) || !isIndex(size2) || size1 > size2)
    throw new RangeError(`no tree of ${size1} inside a tree of ${size2}`)
  if (size1 === 0 || size1 === size2) return []
  const ranges: Range[] = []
  let lo = 0
  let hi = size2
  while (hi !== size1) {
    const middle = lo + split(hi - lo)
    const left = size1 <= middle
    ranges.unshift(left ? { lo: middle, hi } : { lo, hi: middle })
    if (left) hi = middle
    else lo = middle
  }
  if (lo > 0) ranges.unshift({ lo, hi })
  return ranges
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion({ leafHash: leaf, index, size, proof, root }: InclusionClaim) {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false
  if (![leaf, root, ...proof].every(isHash)) return false
  const walk = new Walk(index, size - 1)
  let r = leaf
  for (const p of proof) {
    if (walk.atRoot) return false
    r = walk.step() === 'left' ? nodeHash(p, r) : nodeHash(r, p)
  }
  return walk.atRoot && equal(r, root)
}

/** RFC 9162 section 2.1.4.2. A tree of size 0 is the beginning of every tree. */
export function verifyConsistency({
  size1,
  root1,
  size2,
  root2,
  proof,
}: ConsistencyClaim): boolean {
  if (!isIndex(size1) || !isIndex(size2) || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && equal(root1, root2)
  if (size1 === 0) return proof.length === 0
  if (proof.length === 0 || ![root1, root2, ...proof].every(isHash)) return false
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : proof
  const walk = new Walk(size1 - 1, size2 - 1)
  walk.skipRightChildren()
  let first = path[0] as Uint8Array
  let second = first
  for (const c of path.slice(1)) {
    if (walk.atRoot) return false
    if (walk.step() === 'left') {
      first = nodeHash(c, first)
      second = nodeHash(c, second)
    } else second = nodeHash(second, c)
  }
  return walk.atRoot && equal(first, root1) && equal(second, root2)
}

/** `fn` and `sn` of RFC 9162: the way from a node to the root, and from the last node of its level. */
class Walk {
  #fn: number
  #sn: number

  constructor(fn: number, sn: number) {
    this.#fn = fn
    this.#sn = sn
  }

  get atRoot(): boolean {
    return this.#sn === 0
  }

  /** Goes one level up, and says on which side of us the sibling stands. */
  step(): 'left' | 'right' {
    const left = this.#fn % 2 === 1 || this.#fn === this.#sn
    if (left) while (this.#fn % 2 === 0 && this.#fn !== 0) this.#up()
    this.#up()
    return left ? 'left' : 'right'
  }

  skipRightChildren(): void {
    while (this.#fn % 2 === 1) this.#up()
  }

  #up(): void {
    this.#fn = Math.floor(this.#fn / 2)
    this.#sn = Math.floor(this.#sn / 2)
  }
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n))
}

/** Public values only: no need for constant time. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
