import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { open, series, temporaryDirectory, vkey } from '../test/logs.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { fsck } from './fsck.ts'
import { verifyConsistency } from './merkle.ts'
import { noteVerifier } from './note.ts'
import { verifyProof } from './proof-file.ts'
import { directoryTiles, TileReader } from './tile-reader.ts'

const appender = fileURLToPath(new URL('../test/appender.ts', import.meta.url))
const rounds = 8
const log = noteVerifier(vkey)

/** Lets a process append, kills it after a while, and returns how many entries it had been promised. */
async function appendUntilKilled(dir: string, afterMs: number): Promise<number> {
  const acknowledged = `${dir}.acknowledged`
  const args = [appender, dir, acknowledged]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  setTimeout(() => child.kill('SIGKILL'), afterMs)
  const [, signal] = (await once(child, 'exit')) as [unknown, string]
  expect(signal).toBe('SIGKILL')
  return Number(fs.readFileSync(acknowledged, 'utf8'))
}

test(`after kill -9, ${rounds} times, every acknowledged entry is there and every earlier proof still holds`, async () => {
  const dir = join(temporaryDirectory(), 'journal')
  fs.mkdirSync(dir)
  const receipts: { index: number; proof: string }[] = []
  let before: Checkpoint | undefined
  for (let round = 0; round < rounds; round++) {
    const acknowledged = await appendUntilKilled(dir, 40 + Math.random() * 160)
    const killed = openCheckpoint(fs.readFileSync(`${dir}/checkpoint`, 'utf8'), log)
    const checked = await fsck(dir, { vkey })
    expect(checked.problems).toEqual([])
    expect(acknowledged).toBeGreaterThan(before?.size ?? 0)
    expect(checked.entries).toBeGreaterThanOrEqual(acknowledged)

    const journal = await open(dir, { segmentBytes: 1 << 18 })
    expect(journal.durableSize).toBe(checked.entries)
    const reader = new TileReader(directoryTiles(dir))
    const checkpoint = await reader.checkpoint(vkey)
    expect(checkpoint.size).toBe(checked.entries)
    for (const earlier of [before, killed]) {
      if (earlier === undefined) continue
      const { size: size1, root: root1 } = earlier
      const proof = await reader.consistencyProof(size1, checkpoint.size)
      const { size: size2, root: root2 } = checkpoint
      expect(verifyConsistency({ size1, root1, size2, root2, proof })).toBe(true)
    }
    before = checkpoint
    for await (const batch of reader.verifiedEntries(0, checkpoint))
      for (const [i, entry] of batch.entries.entries())
        if (Buffer.from(entry).toString() !== series(batch.firstIndex + i))
          expect.fail(`entry ${batch.firstIndex + i} is not what was appended`)
    const index = Math.max(acknowledged - 1, 0)
    receipts.push({ index, proof: await reader.proofFile(index, checkpoint) })
    await journal.close()
  }
  for (const { index, proof } of receipts)
    expect(verifyProof(proof, Buffer.from(series(index)), { log: vkey }).index).toBe(index)
}, 120_000)
