import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Journal, type JournalOptions, openJournal } from '../src/index.ts'
import { origin, seed, series } from './series.ts'

export { origin, seed, series, vkey } from './series.ts'

export function temporaryDirectory(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tlog-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Opens the tests' log; publication waits to be asked for. */
export function open(dir: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
  return openJournal({ dir, origin, seed, publishIntervalMs: 3_600_000, ...options })
}

/** Appends, and resolves with the index when the entry is durable. */
export function append(journal: Journal, entry: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const index = journal.append(entry, (error) => {
      if (error === undefined) resolve(index)
      else reject(error)
    })
  })
}

/** Appends entries `from` to `to` of a numbered series, all at once. */
export async function appendSeries(journal: Journal, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i)
  await Promise.all(numbers.map((i) => append(journal, series(i))))
}
