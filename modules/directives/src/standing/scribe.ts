import { createHash } from 'node:crypto'
import type { Database } from '@mtandao/pg'
import type { Results } from '../engine/standing.ts'
import { replaceAssessments } from '../keeping/assessment-store.ts'

/** Writes results down, by institution: only those that are others than it wrote last; what failed waits for the next time. */
export function createScribe(database: Database) {
  /** Hash of what stands in the table. */
  const written = new Map<string, string>()
  const waiting = new Set<string>()
  return {
    async write(results: Results, institutions: Iterable<string>, asOf: Date): Promise<void> {
      for (const id of institutions) waiting.add(id)
      for (const id of waiting) {
        const own = results.get(id) ?? []
        const print = createHash('sha256').update(JSON.stringify(own)).digest('base64')
        if (written.get(id) !== print)
          await database.transact((db) => replaceAssessments(db, id, own, asOf))
        written.set(id, print)
        waiting.delete(id)
      }
    },
  }
}
