import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendSeries, open, series, vkey } from '../test/logs.ts'
import { leafHash, treeRoot, verifyConsistency, verifyInclusion } from './merkle.ts'
import { parseTilePath } from './tile.ts'
import { directoryTiles, type FetchTile, httpTiles, TileReader } from './tile-reader.ts'

const size = 66_100
const leaves = Array.from({ length: size }, (_, i) => leafHash(Buffer.from(series(i))))
const root = treeRoot(leaves)
let dir: string

beforeAll(async () => {
  dir = fs.mkdtempSync(join(tmpdir(), 'tlog-reader-'))
  const journal = await open(dir)
  await appendSeries(journal, 0, 300)
  await journal.publish()
  await appendSeries(journal, 300, size)
  await journal.close()
})
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

async function read(reader: TileReader, from: number): Promise<string[]> {
  const found: string[] = []
  for await (const batch of reader.verifiedEntries(from, await reader.checkpoint(vkey))) {
    expect(batch.firstIndex).toBe(from + found.length)
    for (const entry of batch.entries) found.push(Buffer.from(entry).toString())
  }
  return found
}

describe('a reader of tiles', () => {
  test('gives the checkpoint, single entries and ranges', async () => {
    const reader = new TileReader(directoryTiles(dir))
    expect(await reader.checkpoint(vkey)).toMatchObject({ size, root })
    for (const index of [0, 255, 256, 65_535, 65_536, size - 1])
      expect(Buffer.from(await reader.entry(index, size)).toString()).toBe(series(index))
    await expect(reader.entry(size, size)).rejects.toThrow(/no entry/)
    const found: number[] = []
    for await (const { firstIndex, entries } of reader.entries(250, 600, size)) {
      found.push(firstIndex)
      expect(entries).toHaveLength(Math.min(256 - (firstIndex % 256), 600 - firstIndex))
    }
    expect(found).toEqual([250, 256, 512])
  })

  test('makes proofs of inclusion and consistency for any size', async () => {
    const reader = new TileReader(directoryTiles(dir))
    for (const index of [0, 1, 255, 256, 40_000, 65_535, 65_536, size - 1]) {
      const proof = await reader.inclusionProof(index, size)
      const leaf = leaves[index] ?? root
      expect(verifyInclusion({ leafHash: leaf, index, size, proof, root })).toBe(true)
    }
    for (const size1 of [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, size - 1, size]) {
      const proof = await reader.consistencyProof(size1, size)
      const root1 = treeRoot(leaves.slice(0, size1))
      expect(verifyConsistency({ size1, root1, size2: size, root2: root, proof })).toBe(true)
    }
    // The partial tiles of that size are gone; the full ones serve.
    const early = await reader.inclusionProof(299, 300)
    const claim = { leafHash: leaves[299] ?? root, index: 299, size: 300, proof: early }
    expect(verifyInclusion({ ...claim, root: treeRoot(leaves.slice(0, 300)) })).toBe(true)
  })

  test('reads every entry from anywhere, proved', async () => {
    const reader = new TileReader(directoryTiles(dir))
    for (const from of [0, 65_535, size - 1, size])
      expect(await read(reader, from)).toEqual(leaves.slice(from).map((_, i) => series(from + i)))
  })

  test('reads a log over HTTP', async () => {
    const local = directoryTiles(dir)
    const server = createServer((request, response) => {
      const path = request.url?.slice('/log/'.length) ?? ''
      const moved = path === 'tile/0/000'
      const served = path === 'checkpoint' || parseTilePath(path) !== undefined
      const bytes = served ? local(path) : Promise.resolve(undefined)
      void bytes.then((found) => {
        if (moved) response.writeHead(302, { location: '/x' }).end()
        else response.writeHead(found ? 200 : 404).end(found)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    for (const prefix of [`http://127.0.0.1:${port}/log`, `http://127.0.0.1:${port}/log/`]) {
      const reader = new TileReader(httpTiles(prefix))
      expect(await read(reader, size - 300)).toHaveLength(300)
      await expect(reader.inclusionProof(0, size)).rejects.toThrow()
    }
    const elsewhere = new TileReader(httpTiles(`http://127.0.0.1:${port}/`))
    await expect(elsewhere.checkpoint(vkey)).rejects.toThrow(/no checkpoint/)
    await new Promise((resolve) => server.close(resolve))
  })
})

/** Serves the real log but for one file. */
function lying(path: string, lie: (bytes: Buffer) => Uint8Array | undefined): FetchTile {
  const real = directoryTiles(dir)
  return async (asked) => {
    const bytes = await real(asked)
    return asked === path && bytes !== undefined ? lie(Buffer.from(bytes)) : bytes
  }
}
const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

describe('a log that lies', () => {
  test.each([
    ['an entry', 'tile/entries/003', flip(100)],
    ['an entry of the last bundle', 'tile/entries/258.p/52', flip(100)],
    ['a hash of the edge', 'tile/0/258.p/52', flip(5)],
    ['a hash above', 'tile/1/001.p/2', flip(40)],
    ['a full tile above', 'tile/1/000', flip(99)],
    ['the root’s tile', 'tile/2/000.p/1', flip(0)],
    ['a cut bundle', 'tile/entries/004', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['a missing bundle', 'tile/entries/004', () => undefined],
    ['a cut tile', 'tile/1/000', (bytes: Buffer) => bytes.subarray(32)],
    ['the checkpoint', 'checkpoint', flip(30)],
  ])('is found out: %s', async (_, path, lie) => {
    expect(fs.existsSync(join(dir, path))).toBe(true)
    await expect(read(new TileReader(lying(path, lie)), 0)).rejects.toThrow()
  })
})
