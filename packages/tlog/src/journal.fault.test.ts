import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Fault, faultyFiles, type FaultyFiles } from '../test/faulty-files.ts'
import { append, open, origin, seed, series, temporaryDirectory, vkey } from '../test/logs.ts'
import { openCheckpoint } from './checkpoint.ts'
import { Committer } from './committer.ts'
import { type DurableFiles, nodeFiles } from './durable-files.ts'
import { fsck } from './fsck.ts'
import { JournalFatalError, JournalWriteError } from './journal-errors.ts'
import { equal, leafHash, treeRoot } from './merkle.ts'
import { noteSigner, noteVerifier } from './note.ts'
import { Publisher } from './publisher.ts'
import { encodeBundle } from './tile.ts'
import { directoryTiles, TileReader } from './tile-reader.ts'
import { FRAMES_START, segmentPath, WalReader } from './wal.ts'

const segmentBytes = 16_384
const entriesPerFrame = 20
const frames = 21

/** Memory-backed where there is such a thing: only the order of operations matters here. */
const scratch = fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

function scratchDirectory(): string {
  const dir = fs.mkdtempSync(join(scratch, 'tlog-fault-'))
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** The journal's two halves in one thread, as a process would run them. */
function start(dir: string, files: DurableFiles) {
  const signer = noteSigner(origin, seed)
  const publisher = new Publisher({ files, dir, signer, segmentBytes, stepEntries: 100 })
  const published = publisher.open()
  const options = { files, dir, published, segmentBytes, walBytesMax: 20 * segmentBytes }
  return { publisher, committer: new Committer(options) }
}

/** Commits the next entries of the series. */
function commit(committer: Committer, count: number): void {
  const entries = Array.from({ length: count }, (_, i) => Buffer.from(series(committer.index + i)))
  const body = encodeBundle(entries)
  committer.commit([body.subarray(0, 7), body.subarray(7)], body.length, count)
}

interface Outcome {
  /** Entries acknowledged. */
  acknowledged: number
  writeErrors: number
  /** Errors after which the process restarted. */
  fatal: unknown[]
  checkpoints: { size: number; root: Uint8Array }[]
}

/** A life of the journal that meets one fault: after a fatal error it restarts, with files that work. */
function live(dir: string, broken: FaultyFiles): Outcome {
  const outcome: Outcome = { acknowledged: 0, writeErrors: 0, fatal: [], checkpoints: [] }
  let files: DurableFiles = broken
  let running: ReturnType<typeof start> | undefined
  const attempt = (action: (running: ReturnType<typeof start>) => void) => {
    try {
      running ??= start(dir, files)
      action(running)
    } catch (error) {
      if (error instanceof JournalWriteError) outcome.writeErrors++
      else {
        outcome.fatal.push(error)
        running?.committer.close()
        running?.publisher.close()
        running = undefined
        files = nodeFiles
      }
    }
  }
  while (outcome.acknowledged < frames * entriesPerFrame) {
    attempt(({ committer }) => {
      commit(committer, entriesPerFrame)
      outcome.acknowledged = committer.index
    })
    attempt(({ publisher, committer }) => {
      if (committer.index % 60 !== 0) return publisher.absorb(committer.index)
      publisher.publish(committer.index)
      publisher.prepareSpare()
    })
    const path = join(dir, 'checkpoint')
    if (fs.existsSync(path))
      outcome.checkpoints.push(openCheckpoint(fs.readFileSync(path, 'utf8'), noteVerifier(vkey)))
  }
  attempt(({ publisher, committer }) => publisher.publish(committer.index))
  running?.committer.close()
  running?.publisher.close()
  return outcome
}

/** Reopens with working files, and holds the log to what was promised. */
async function verify(dir: string, { acknowledged, checkpoints }: Outcome): Promise<void> {
  const { publisher, committer } = start(dir, nodeFiles)
  publisher.publish(committer.index)
  committer.close()
  publisher.close()
  expect(committer.index).toBeGreaterThanOrEqual(acknowledged)
  const report = await fsck(dir, { vkey })
  expect(report).toMatchObject({ entries: committer.index, size: committer.index, problems: [] })
  const leaves = Array.from({ length: committer.index }, (_, i) => leafHash(Buffer.from(series(i))))
  expect(report.root).toBe(treeRoot(leaves).toString('base64'))
  const roots = new Map<number, Uint8Array>()
  for (const { size, root } of checkpoints) {
    if (!roots.has(size)) roots.set(size, treeRoot(leaves.slice(0, size)))
    expect(equal(root, roots.get(size) ?? root)).toBe(true)
  }
}

describe('one operation of the disk fails once', () => {
  const modes = {
    open: ['failed'],
    read: ['failed'],
    write: ['failed', 'partial', 'persisted'],
    fdatasync: ['failed', 'persisted'],
    fsync: ['failed', 'persisted'],
    rename: ['failed', 'persisted'],
    unlink: ['failed'],
    mkdir: ['failed', 'persisted'],
    list: ['failed'],
    remove: ['failed', 'persisted'],
  } satisfies Partial<Record<keyof DurableFiles, Fault['mode'][]>>

  test('without a fault everything is published', async () => {
    const dir = scratchDirectory()
    const outcome = live(dir, faultyFiles())
    expect(outcome).toMatchObject({ acknowledged: 420, writeErrors: 0, fatal: [] })
    await verify(dir, outcome)
  })

  const operations = Object.entries(modes) as [keyof DurableFiles, Fault['mode'][]][]
  const table = operations.flatMap(([operation, all]) => all.map((mode) => ({ operation, mode })))

  test.each(table)('$operation: $mode', async ({ operation, mode }) => {
    const counting = faultyFiles()
    live(scratchDirectory(), counting)
    const calls = counting.calls.get(operation) ?? 0
    // The first calls are those of a fresh start; of the many that follow, a spread is enough.
    const step = Math.max(1, Math.floor(calls / 12))
    for (let call = 1; call <= calls; call += call < 12 ? 1 : step) {
      const dir = scratchDirectory()
      const files = faultyFiles({ operation, call, mode })
      const outcome = live(dir, files)
      const { fatal, writeErrors } = outcome
      expect(fatal.length + writeErrors, `${operation} ${call}`).toBeLessThanOrEqual(1)
      if (operation === 'fdatasync' || operation === 'fsync')
        expect(fatal, `${operation} ${call}`).toMatchObject([{ name: 'JournalFatalError' }])
      else if (call > 12) expect(fatal, `${operation} ${call}`).toEqual([])
      await verify(dir, outcome)
      fs.rmSync(dir, { recursive: true })
    }
  })

  test('a failed write that cannot be taken back is fatal', () => {
    const files = faultyFiles()
    let broken = false
    const dir = scratchDirectory()
    const { committer } = start(dir, {
      ...files,
      write: (fd, pieces, position) => {
        if (broken) throw Object.assign(new Error('EIO'), { code: 'EIO' })
        files.write(fd, pieces, position)
      },
    })
    broken = true
    expect(() => commit(committer, 3)).toThrow(JournalFatalError)
    committer.close()
  })
})

/** A segment with three acknowledged frames, and one that is being written when the power fails. */
function segment() {
  const dir = scratchDirectory()
  const { committer } = start(dir, nodeFiles)
  for (let i = 0; i < 3; i++) commit(committer, 2)
  const reader = () => new WalReader(nodeFiles, dir, 0)
  const before = fs.readFileSync(segmentPath(dir, 0))
  const wal = reader()
  while (wal.next() !== undefined);
  const from = wal.position
  wal.close()
  commit(committer, 2)
  committer.close()
  const path = segmentPath(dir, 0)
  return { dir, path, before, after: fs.readFileSync(path), from }
}

/** Recovers, appends behind the cut, recovers again. */
function recovered(dir: string): number {
  const first = start(dir, nodeFiles).committer
  const index = first.index
  commit(first, 1)
  commit(first, 5)
  first.close()
  const second = start(dir, nodeFiles).committer
  expect(second.index).toBe(index + 6)
  second.close()
  return index
}

describe('a torn tail', () => {
  test('is cut at every byte where it may tear, and the log goes on behind it', () => {
    const { dir, path, before, after, from } = segment()
    const end = after.length - [...after].toReversed().findIndex((byte) => byte !== 0)
    for (let cut = from; cut <= end; cut++) {
      fs.writeFileSync(path, Buffer.concat([after.subarray(0, cut), before.subarray(cut)]))
      expect(recovered(dir)).toBe(cut === end ? 8 : 6)
      // Only the end of it reached the disk.
      fs.writeFileSync(path, Buffer.concat([before.subarray(0, cut), after.subarray(cut)]))
      expect(recovered(dir)).toBe(cut === from ? 8 : 6)
      if (cut === end) continue
      fs.writeFileSync(path, after.subarray(0, cut))
      expect(recovered(dir)).toBe(6)
    }
  })

  test('damage of an acknowledged entry is not taken for one: it is fatal', () => {
    const { dir, path, after, from } = segment()
    for (let at = FRAMES_START; at < from; at += 3) {
      const damaged = Buffer.from(after)
      damaged[at] = (damaged[at] ?? 0) ^ 0x10
      fs.writeFileSync(path, damaged)
      let index = -1
      try {
        const { committer } = start(dir, nodeFiles)
        index = committer.index
        committer.close()
      } catch (error) {
        expect(error).toBeInstanceOf(JournalFatalError)
        continue
      }
      // Only bytes that fill a frame up to its boundary may change unseen.
      expect(index).toBe(8)
    }
  })

  test('what an earlier use of the file left is never read', async () => {
    const dir = scratchDirectory()
    const { committer, publisher } = start(dir, nodeFiles)
    for (let i = 0; i < 60; i++) {
      commit(committer, 30)
      publisher.publish(committer.index)
      const copy = start(copyOf(dir), nodeFiles).committer
      expect(copy.index).toBe(committer.index)
      copy.close()
    }
    committer.close()
    publisher.close()
    expect(await fsck(dir, { vkey })).toMatchObject({ entries: 1800, problems: [] })
  })
})

function copyOf(dir: string): string {
  const copy = scratchDirectory()
  fs.cpSync(dir, copy, { recursive: true })
  return copy
}

describe('a full disk', () => {
  let mount: string
  let mounted = false
  beforeAll(() => {
    mount = fs.mkdtempSync(join(tmpdir(), 'tlog-full-'))
    try {
      asRoot('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mount)
      mounted = true
    } catch {
      // Only root may mount; the table above covers the rest of us.
    }
  })
  afterAll(() => {
    if (mounted) asRoot('umount', mount)
    fs.rmSync(mount, { recursive: true, force: true })
  })

  test('refuses entries with a plain error, keeps those it took, and goes on when there is room', async ({
    skip,
  }) => {
    skip(!mounted, 'needs root to mount a small file system')
    const journal = await open(mount, { segmentBytes: 1 << 18, publishIntervalMs: 20 })
    const ballast = join(mount, 'ballast')
    fill(ballast, 600_000)
    let acknowledged = 0
    const untilRefused = async () => {
      for (;;) acknowledged = (await append(journal, series(acknowledged))) + 1
    }
    await expect(untilRefused()).rejects.toThrow(JournalWriteError)
    expect(journal.nextIndex).toBe(acknowledged)
    await expect(append(journal, series(acknowledged))).rejects.toThrow(JournalWriteError)
    expect(journal.stats().commitFailures).toBeGreaterThan(1)

    fs.rmSync(ballast)
    await expect.poll(() => journal.publish().catch(() => 0)).toBe(acknowledged)
    for (let i = acknowledged; i < acknowledged + 100; i++)
      expect(await append(journal, series(i))).toBe(i)
    await journal.close()
    expect(await fsck(mount, { vkey })).toMatchObject({ entries: acknowledged + 100, problems: [] })
    const reader = new TileReader(directoryTiles(mount))
    for await (const batch of reader.verifiedEntries(0, await reader.checkpoint(vkey)))
      for (const [i, entry] of batch.entries.entries())
        expect(Buffer.from(entry).toString()).toBe(series(batch.firstIndex + i))
  })
})

function asRoot(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'ignore' })
}

function fill(path: string, leave: number): void {
  const { bavail, bsize } = fs.statfsSync(join(path, '..'))
  fs.writeFileSync(path, Buffer.alloc(Math.max(bavail * bsize - leave, 0)))
}

test('when a thread of the journal dies, so does the journal, and it says so', async () => {
  const dir = temporaryDirectory()
  const journal = await open(dir)
  await append(journal, 'one')
  // The publisher finds that the write-ahead log lost an acknowledged entry.
  const fd = fs.openSync(segmentPath(dir, 0), 'r+')
  fs.writeSync(fd, Buffer.alloc(64), 0, 64, FRAMES_START)
  fs.closeSync(fd)
  const told = new Promise((resolve) => journal.onFatal(resolve))
  await expect(journal.publish()).rejects.toThrow(JournalFatalError)
  expect(await told).toBeInstanceOf(JournalFatalError)
  journal.onFatal((error) => expect(error.message).toMatch(/has lost entry 0/))
  expect(() => journal.append('two', () => undefined)).toThrow(JournalFatalError)
  await expect(journal.publish()).rejects.toThrow(JournalFatalError)
  await journal.close()
})
