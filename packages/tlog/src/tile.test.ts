import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { vectors } from '../test/vectors.ts'
import {
  decodeBundle,
  encodeBundle,
  ENTRY_BYTES_MAX,
  parseTilePath,
  tileLevels,
  tilePath,
  type TileAddress,
  tileWidth,
} from './tile.ts'

interface Published {
  paths: (TileAddress & { path: string })[]
  refused: string[]
  tree: { size: number; fullTiles: number[]; partialWidths: number[] }
  bundle: { entries: string[]; bytes: string }
}

const published: Published = vectors('tiles')

test.each(published.paths)('$path', ({ path, ...address }) => {
  expect(tilePath(address)).toBe(path)
  expect(parseTilePath(path)).toEqual(address)
})

test.each(published.refused)('«%s» is no tile path', (path) => {
  expect(parseTilePath(path)).toBeUndefined()
})

test('every address has one path, and the path leads back', () => {
  const address = fc.record({
    level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
    n: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(address, (a) => {
      expect(parseTilePath(tilePath(a))).toEqual(a)
    }),
  )
})

test('no other text is taken for a tile path', () => {
  const almost = fc.stringMatching(
    /^tile\/[0-9]{1,3}\/(x[0-9]{3}\/){0,2}[0-9]{2,4}(\.p\/[0-9]{1,3})?$/,
  )
  fc.assert(
    fc.property(almost, (path) => {
      const address = parseTilePath(path)
      if (address !== undefined) expect(tilePath(address)).toBe(path)
    }),
  )
})

test('the tiles of the tree in the specification', () => {
  const { size, fullTiles, partialWidths } = published.tree
  expect(tileLevels(size)).toBe(3)
  for (const [level, full] of fullTiles.entries()) {
    if (full > 0) expect(tileWidth(level, full - 1, size)).toBe(256)
    expect(tileWidth(level, full, size)).toBe(partialWidths[level])
    expect(tileWidth(level, full + 1, size)).toBe(0)
  }
})

test('an entry bundle is entries after their lengths', () => {
  const entries = published.bundle.entries.map((entry) => Buffer.from(entry, 'hex'))
  const bytes = encodeBundle(entries)
  expect(bytes.toString('hex')).toBe(published.bundle.bytes)
  expect(decodeBundle(bytes, 3)).toEqual(entries)
})

test('any entries survive a bundle, and no other number of them', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(entries, (all) => {
      const bytes = encodeBundle(all)
      expect(decodeBundle(bytes, all.length).map((e) => [...e])).toEqual(all.map((e) => [...e]))
      expect(() => decodeBundle(bytes, all.length - 1)).toThrow()
      expect(() => decodeBundle(bytes, all.length + 1)).toThrow()
      expect(() => decodeBundle(bytes.subarray(0, -1), all.length)).toThrow()
      expect(() => decodeBundle(Buffer.concat([bytes, Buffer.alloc(1)]), all.length)).toThrow()
    }),
  )
})

test('an entry has at most 65,535 bytes', () => {
  const longest = Buffer.alloc(ENTRY_BYTES_MAX, 1)
  expect(decodeBundle(encodeBundle([longest]), 1)).toEqual([longest])
  expect(() => encodeBundle([Buffer.alloc(ENTRY_BYTES_MAX + 1)])).toThrow()
})
