import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitFlips, vectors } from '../test/vectors.ts'
import {
  consistencyRanges,
  foldPeaks,
  foldRow,
  Frontier,
  inclusionRanges,
  leafHash,
  nodeHash,
  perfectSubtrees,
  type Range,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import { TileTree } from './tile-tree.ts'

interface Published {
  emptyRoot: string
  entries: string[]
  roots: string[]
  inclusion: { index: number; size: number; proof: string[] }[]
  consistency: { size1: number; size2: number; proof: string[] }[]
}

const published: Published = vectors('merkle')
const hex = (text: string) => Buffer.from(text, 'hex')
const leaves = published.entries.map((entry) => leafHash(hex(entry)))
const rootOf = (size: number) =>
  hex(size === 0 ? published.emptyRoot : (published.roots[size - 1] ?? ''))

/** Proofs by the definition: the roots of the ranges. */
const roots = (of: readonly Uint8Array[], ranges: Range[]) =>
  ranges.map(({ lo, hi }) => treeRoot(of.slice(lo, hi)))

const manyLeaves = (size: number) =>
  Array.from({ length: size }, (_, i) => leafHash(Buffer.from(String(i))))

const check = (size1: number, root1: Buffer, size2: number, root2: Buffer, proof: Buffer[] = []) =>
  verifyConsistency({ size1, root1, size2, root2, proof })

describe('the vectors of Certificate Transparency', () => {
  test('roots of every size', () => {
    const frontier = new Frontier()
    expect(frontier.root()).toEqual(rootOf(0))
    for (const [i, leaf] of leaves.entries()) {
      frontier.append(leaf)
      expect(frontier.root()).toEqual(rootOf(i + 1))
      expect(treeRoot(leaves.slice(0, i + 1))).toEqual(rootOf(i + 1))
    }
    expect(frontier.size).toBe(8)
  })

  test.each(published.inclusion)('inclusion of $index in $size', ({ index, size, proof }) => {
    const leaf = leaves[index] ?? Buffer.alloc(0)
    const hashes = proof.map(hex)
    const claim = { leafHash: leaf, index, size, proof: hashes, root: rootOf(size) }
    expect(roots(leaves.slice(0, size), inclusionRanges(index, size))).toEqual(hashes)
    expect(verifyInclusion(claim)).toBe(true)
    for (const wrong of [
      { index: index - 1 },
      { index: index + 1 },
      { index: index ^ 2 },
      { size: size * 2 },
      { size: Math.floor(size / 2) },
      { leafHash: Buffer.from('WrongLeaf') },
      { root: rootOf(0) },
      { proof: [...hashes, Buffer.alloc(0)] },
      { proof: [...hashes, claim.root] },
      { proof: [Buffer.alloc(0), ...hashes] },
      { proof: [claim.root, ...hashes] },
      ...(hashes.length > 0 ? [{ proof: hashes.slice(1) }, { proof: hashes.slice(0, -1) }] : []),
    ])
      expect(verifyInclusion({ ...claim, ...wrong })).toBe(false)
  })

  test.each(published.consistency)(
    'consistency of $size1 and $size2',
    ({ size1, size2, proof }) => {
      const hashes = proof.map(hex)
      const claim = { size1, root1: rootOf(size1), size2, root2: rootOf(size2), proof: hashes }
      expect(roots(leaves.slice(0, size2), consistencyRanges(size1, size2))).toEqual(hashes)
      expect(verifyConsistency(claim)).toBe(true)
      if (hashes.length === 0) return
      for (const wrong of [
        { size1: size1 - 1 },
        { size1: size1 + 1 },
        { size1: size1 ^ 2 },
        { size2: size2 * 2 },
        { size2: Math.floor(size2 / 2) },
        { root1: Buffer.from('WrongRoot') },
        { root2: Buffer.from('WrongRoot') },
        { root1: claim.root2, root2: claim.root1 },
        { proof: [] },
        { proof: [...hashes, Buffer.alloc(0)] },
        { proof: [...hashes, claim.root1] },
        { proof: [...hashes, claim.root2] },
        { proof: [Buffer.alloc(0), ...hashes] },
        { proof: [claim.root1, ...hashes] },
        { proof: hashes.slice(0, -1) },
      ])
        // A tree of size 0 is consistent with every tree, but its proof is empty.
        expect(verifyConsistency({ ...claim, ...wrong }), JSON.stringify(wrong)).toBe(false)
    },
  )

  test('sizes that need no proof', () => {
    const [a, b] = [rootOf(1), rootOf(2)]
    expect(check(0, a, 0, a)).toBe(true)
    expect(check(0, a, 1, b)).toBe(true)
    expect(check(1, b, 1, b)).toBe(true)
    expect(check(0, a, 0, b)).toBe(false)
    expect(check(1, a, 1, b)).toBe(false)
    expect(check(1, a, 0, b)).toBe(false)
    expect(check(1, a, 2, b)).toBe(false)
    expect(check(0, a, 1, a, [a])).toBe(false)
    expect(check(1, a, 1, a, [a])).toBe(false)
    expect(check(Number.NaN, a, 1, a)).toBe(false)
  })
})

describe('any tree', () => {
  const trees = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 90 })

  test('an appended tree has the root that the RFC defines', () => {
    fc.assert(
      fc.property(trees, (entries) => {
        const all = entries.map(leafHash)
        const frontier = new Frontier()
        const tiles = new TileTree()
        for (const leaf of all) {
          frontier.append(leaf)
          tiles.append(leaf, () => undefined)
        }
        expect(frontier.root()).toEqual(treeRoot(all))
        expect(tiles.root()).toEqual(treeRoot(all))
      }),
      { numRuns: 50 },
    )
  })

  test('tiles give the same root across the borders of two levels', () => {
    const frontier = new Frontier()
    const tree = new TileTree()
    const tops: number[] = []
    for (const [i, leaf] of manyLeaves(66_000).entries()) {
      frontier.append(leaf)
      tree.append(leaf, ({ level }) => level > 0 && tops.push(i))
      if (i % 257 === 0 || (i > 65_500 && i % 16 === 15))
        expect(tree.root()).toEqual(frontier.root())
    }
    expect(tops).toEqual([65_535])
    expect(tree.partials().map(({ level, n, width }) => [level, n, width])).toEqual([
      [0, 257, 208],
      [1, 1, 1],
      [2, 0, 1],
    ])
  })

  test('a range is the fold of its complete subtrees', () => {
    const all = manyLeaves(100)
    for (const range of [
      ...inclusionRanges(37, 100),
      ...consistencyRanges(77, 100),
      { lo: 0, hi: 100 },
    ]) {
      const peaks = perfectSubtrees(range).map(({ height, index }) => {
        const width = 2 ** height
        return foldRow(Buffer.concat(all), index * width, width)
      })
      expect(foldPeaks(peaks)).toEqual(treeRoot(all.slice(range.lo, range.hi)))
    }
  })

  test('every proof of every size up to 40 verifies', () => {
    const all = manyLeaves(40)
    for (let size = 1; size <= all.length; size++) {
      const root = treeRoot(all.slice(0, size))
      const tree = all.slice(0, size)
      for (let index = 0; index < size; index++) {
        const proof = roots(tree, inclusionRanges(index, size))
        const leaf = all[index] ?? Buffer.alloc(0)
        expect(verifyInclusion({ leafHash: leaf, index, size, proof, root })).toBe(true)
      }
      for (let size1 = 0; size1 <= size; size1++) {
        const proof = roots(tree, consistencyRanges(size1, size))
        const root1 = treeRoot(all.slice(0, size1))
        expect(verifyConsistency({ size1, root1, size2: size, root2: root, proof })).toBe(true)
      }
    }
  })

  test('a proof with any bit changed fails', () => {
    const all = manyLeaves(13)
    const root = treeRoot(all)
    const proof = roots(all, inclusionRanges(6, 13))
    const root1 = treeRoot(all.slice(0, 6))
    const consistency = roots(all, consistencyRanges(6, 13))
    for (const [i, hash] of proof.entries())
      for (const flipped of bitFlips(hash)) {
        const claim = { leafHash: all[6] ?? hash, index: 6, size: 13, root }
        expect(verifyInclusion({ ...claim, proof: proof.with(i, Buffer.from(flipped)) })).toBe(
          false,
        )
      }
    for (const [i, hash] of consistency.entries())
      for (const flipped of bitFlips(hash)) {
        const claim = { size1: 6, root1, size2: 13, root2: root }
        const wrong = consistency.with(i, Buffer.from(flipped))
        expect(verifyConsistency({ ...claim, proof: wrong })).toBe(false)
      }
  })

  test('there is no proof of what is not there', () => {
    expect(() => inclusionRanges(5, 5)).toThrow(RangeError)
    expect(() => inclusionRanges(-1, 5)).toThrow(RangeError)
    expect(() => consistencyRanges(6, 5)).toThrow(RangeError)
  })

  test('a long entry hashes like a short one', () => {
    const long = Buffer.alloc(65_535, 7)
    expect(leafHash(long)).not.toEqual(leafHash(long.subarray(1)))
    expect(nodeHash(leafHash(long), leafHash(long))).toHaveLength(32)
  })
})
