import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  append,
  appendSeries,
  open,
  origin,
  seed,
  series,
  temporaryDirectory,
  vkey,
} from '../test/logs.ts'
import { fsck } from './fsck.ts'
import {
  JournalFatalError,
  JournalLockedError,
  JournalOverloadError,
  JournalRefusedError,
} from './journal-errors.ts'
import { openJournal } from './journal.ts'
import { directoryTiles, TileReader } from './tile-reader.ts'

async function allEntries(dir: string): Promise<string[]> {
  const reader = new TileReader(directoryTiles(dir))
  const found: string[] = []
  for await (const { entries } of reader.verifiedEntries(0, await reader.checkpoint(vkey)))
    found.push(...entries.map((entry) => Buffer.from(entry).toString('utf8')))
  return found
}

const expected = (count: number) => Array.from({ length: count }, (_, i) => series(i))

describe('a journal', () => {
  test('gives indexes in order, and calls back in order when entries are durable', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir)
    const order: number[] = []
    const indexes: number[] = []
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 500; i++) {
        const index = journal.append(series(i), (error) => {
          expect(error).toBeUndefined()
          expect(journal.durableSize).toBeGreaterThan(i)
          if (order.push(i) === 500) resolve()
        })
        indexes.push(index)
      }
      expect(journal.nextIndex).toBe(500)
      expect(order).toEqual([])
    })
    expect(order).toEqual(indexes)
    await journal.close()
    expect(await allEntries(dir)).toEqual(expected(500))
  })

  test('continues where it was closed, with the same log', async () => {
    const dir = temporaryDirectory()
    for (let round = 0; round < 3; round++) {
      const journal = await open(dir)
      expect(journal.nextIndex).toBe(round * 333)
      expect(journal.durableSize).toBe(round * 333)
      await appendSeries(journal, round * 333, (round + 1) * 333)
      await journal.close()
    }
    expect(await allEntries(dir)).toEqual(expected(3 * 333))
    expect(await fsck(dir, { vkey })).toMatchObject({ entries: 999, size: 999, problems: [] })
  })

  test('publishes by itself at its interval, and only when there is something new', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir, { publishIntervalMs: 20 })
    const reader = new TileReader(directoryTiles(dir))
    expect((await reader.checkpoint(vkey)).size).toBe(0)
    await append(journal, 'one')
    await expect.poll(async () => (await reader.checkpoint(vkey)).size).toBe(1)
    const { mtimeMs } = fs.statSync(join(dir, 'checkpoint'))
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(fs.statSync(join(dir, 'checkpoint')).mtimeMs).toBe(mtimeMs)
    expect(journal.stats()).toMatchObject({ size: 1, durable: 1, published: 1, pendingBytes: 0 })
    await journal.close()
  })

  test('publishes when asked, everything that is durable', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir)
    await appendSeries(journal, 0, 300)
    expect(await Promise.all([journal.publish(), journal.publish()])).toEqual([300, 300])
    expect(await allEntries(dir)).toEqual(expected(300))
    await journal.close()
  })

  test('leaves only static files to serve: full tiles, and the partial ones its checkpoints needed', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir)
    for (const [from, to] of [
      [0, 10],
      [10, 255],
      [255, 300],
      [300, 300],
      [300, 70_000],
    ] as const) {
      await appendSeries(journal, from, to)
      await journal.publish()
    }
    await journal.close()
    const names = (path: string) => fs.readdirSync(join(dir, 'tile', path)).toSorted()
    expect(names('.')).toEqual(['0', '1', '2', 'entries'])
    expect(names('0')).toHaveLength(274)
    expect(names('0').at(-1)).toBe('273.p')
    expect(names('1')).toEqual(['000', '001.p'])
    expect(names('1/001.p')).toContain('17')
    expect(names('2')).toEqual(['000.p'])
    expect(fs.readFileSync(join(dir, 'tile/entries/000')).length).toBeGreaterThan(256)
    expect(await fsck(dir, { vkey })).toMatchObject({ entries: 70_000, problems: [] })
  })

  test('an entry of 65,535 bytes fits, a longer one is refused and nothing is assigned', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir)
    const longest = ['x'.repeat(65_535), 'é'.repeat(32_767), '€'.repeat(21_845)]
    for (const entry of longest) await append(journal, entry)
    for (const entry of ['x'.repeat(65_536), 'é'.repeat(32_768), '€'.repeat(21_846)])
      expect(() => journal.append(entry, () => undefined)).toThrow(JournalRefusedError)
    expect(journal.nextIndex).toBe(3)
    await append(journal, '')
    await journal.close()
    expect(await allEntries(dir)).toEqual([...longest, ''])
  })

  test('refuses more than may wait, and takes again when the disk has caught up', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir, { pendingBytesMax: 200_000 })
    const entry = 'y'.repeat(50_000)
    const overload = () => {
      for (let i = 0; i < 100; i++) journal.append(entry, () => undefined)
    }
    for (let round = 0; round < 5; round++) {
      expect(overload).toThrow(JournalOverloadError)
      expect(journal.stats().pendingBytes).toBeLessThanOrEqual(200_000)
      const size = journal.nextIndex
      await expect.poll(() => journal.durableSize).toBe(size)
    }
    const size = journal.nextIndex
    await journal.close()
    expect(await allEntries(dir)).toEqual(Array(size).fill(entry))
  })

  test('goes through many segments of the write-ahead log and keeps few', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir, { segmentBytes: 1 << 18 })
    for (let i = 0; i < 20; i++) {
      await appendSeries(journal, i * 1000, (i + 1) * 1000)
      await journal.publish()
    }
    const segments = () => fs.readdirSync(join(dir, 'wal')).filter((name) => name.endsWith('.wal'))
    expect(segments().length).toBeLessThanOrEqual(2)
    expect(segments()).not.toContain('0000000000000000.wal')
    await journal.close()
    const again = await open(dir, { segmentBytes: 1 << 18 })
    expect(again.nextIndex).toBe(20_000)
    await again.close()
    expect(await fsck(dir, { vkey })).toMatchObject({ entries: 20_000, problems: [] })
  })

  test('counts its commits by how long the disk took', async () => {
    const journal = await open(temporaryDirectory())
    for (let i = 0; i < 10; i++) await append(journal, series(i))
    const { fsync, lastPublishAt } = journal.stats()
    // One more than commits: opening makes durable what it found.
    expect(fsync.count).toBeGreaterThanOrEqual(10)
    expect(fsync.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(fsync.count)
    expect(fsync.sumSeconds).toBeGreaterThan(0)
    expect(Math.abs(lastPublishAt - Date.now())).toBeLessThan(60_000)
    await journal.close()
  })

  test('takes nothing after it is closed, and closes once', async () => {
    const journal = await open(temporaryDirectory())
    const last = append(journal, 'last')
    await Promise.all([journal.close(), journal.close()])
    expect(await last).toBe(0)
    expect(() => journal.append('x', () => undefined)).toThrow(JournalRefusedError)
  })

  test('a callback that throws does not take the other entries along', async () => {
    const journal = await open(temporaryDirectory())
    const defects: unknown[] = []
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', (error) => defects.push(error))
    journal.append('one', () => {
      throw new Error('defect of the caller')
    })
    await append(journal, 'two')
    await new Promise((resolve) => setImmediate(resolve))
    process.removeAllListeners('uncaughtException')
    for (const listener of listeners) process.on('uncaughtException', listener)
    expect(defects).toMatchObject([{ message: 'defect of the caller' }])
    await journal.close()
  })
})

describe('a journal does not open', () => {
  test('in a directory that is not there', async () => {
    await expect(open(join(temporaryDirectory(), 'absent'))).rejects.toThrow(/no directory/)
  })

  test('twice', async () => {
    const dir = temporaryDirectory()
    const journal = await open(dir)
    await expect(open(dir)).rejects.toThrow(JournalLockedError)
    await journal.close()
    await (await open(dir)).close()
  })

  test('under another key or origin', async () => {
    const dir = temporaryDirectory()
    await (await open(dir)).close()
    const other = Buffer.alloc(32, 1)
    await expect(openJournal({ dir, origin, seed: other })).rejects.toThrow(JournalFatalError)
    await expect(openJournal({ dir, origin: 'other.example', seed })).rejects.toThrow(
      JournalFatalError,
    )
  })

  let whole: string

  beforeAll(async () => {
    whole = fs.mkdtempSync(join(tmpdir(), 'tlog-whole-'))
    const journal = await open(whole, { segmentBytes: 1 << 18 })
    await appendSeries(journal, 0, 700)
    await journal.close()
  })
  afterAll(() => fs.rmSync(whole, { recursive: true, force: true }))

  const segment = 'wal/0000000000000000.wal'

  test.each<[string, RegExp, (dir: string) => void]>([
    [
      'without its checkpoint',
      /without its checkpoint/,
      (dir) => fs.rmSync(join(dir, 'checkpoint')),
    ],
    [
      'without its write-ahead log',
      /no write-ahead log/,
      (dir) => fs.rmSync(join(dir, 'wal'), { recursive: true }),
    ],
    [
      'when the checkpoint covers more than the write-ahead log ever held',
      /ends at 0/,
      (dir) => zero(join(dir, segment), 4096, 1 << 18),
    ],
    [
      'when the write-ahead log starts after the checkpoint',
      /starts at 900/,
      (dir) => fs.renameSync(join(dir, segment), join(dir, 'wal/0000000000000900.wal')),
    ],
    ['with a broken segment header', /broken header/, (dir) => zero(join(dir, segment), 24, 40)],
    [
      'when a tile does not fit the checkpoint',
      /do not have the root/,
      (dir) => zero(join(dir, 'tile/0/002.p/188'), 64, 65),
    ],
    [
      'when the last entry bundle does not fit its tile',
      /does not match its hash tile/,
      (dir) => zero(join(dir, 'tile/entries/002.p/188'), 10, 11),
    ],
  ])('%s', async (_, message, damage) => {
    const dir = temporaryDirectory()
    fs.cpSync(whole, dir, { recursive: true })
    damage(dir)
    const before = snapshot(dir)
    const opening = open(dir, { segmentBytes: 1 << 18 })
    await expect(opening).rejects.toThrow(JournalFatalError)
    await expect(opening).rejects.toThrow(message)
    expect(snapshot(dir)).toEqual(before)
  })
})

function zero(path: string, from: number, to: number): void {
  const fd = fs.openSync(path, 'r+')
  fs.writeSync(fd, Buffer.alloc(to - from), 0, to - from, from)
  fs.closeSync(fd)
}

/** Every file of a journal but its lock. */
function snapshot(dir: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !entry.name.startsWith('lock.'))
      files[path] = fs.readFileSync(path).toString('base64')
  }
  return files
}
