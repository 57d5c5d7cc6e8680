import type { Facts } from '@mtandao/facts/contract'
import type { Database } from '@mtandao/pg'
import { FactIndex } from '../engine/fact-index.ts'
import type { Standing } from '../engine/standing.ts'
import type { AsOf } from '../model.ts'
import { breather } from './breather.ts'

const newsMax = 5_000

/** Reads every fact once, in the order of commits. Of the whole country on purpose, hence the plain database. */
export function followFacts(database: Database, facts: Facts, now: () => Date) {
  let last: string | null = null
  return {
    /** From the beginning. */
    async all(): Promise<FactIndex> {
      const index = new FactIndex()
      const breathe = breather()
      // None is left out: a clock that stands a little back must not hide the newest.
      const recordedBy = new Date(now().getTime() + 86_400_000)
      last = null
      for await (const batch of facts.read(database, { recordedBy })) {
        for (const fact of batch) index.add(fact)
        last = batch.at(-1)?.id ?? last
        await breathe()
      }
      return index
    },
    /** What came since. @returns whose results were made anew */
    async news(standing: Standing, asOf: AsOf): Promise<ReadonlySet<string>> {
      const touched = new Set<string>()
      for (;;) {
        const batch = await facts.since(database, last, newsMax)
        for (const id of standing.take(batch, asOf)) touched.add(id)
        last = batch.at(-1)?.id ?? last
        if (batch.length < newsMax) return touched
      }
    },
  }
}
