import type { Fact, Facts } from '@mtandao/facts/contract'
import type { Database } from '@mtandao/pg'
import { FactIndex } from '../engine/fact-index.ts'
import type { Standing } from '../engine/standing.ts'
import type { AsOf } from '../model.ts'
import { breather } from './breather.ts'

const newsMax = 5_000

/** Reads every fact once, in the order of commits. Of the whole country on purpose, hence the plain database. */
export function followFacts(database: Database, facts: Facts, now: () => Date) {
  let last: string | null = null
  /** Read, and of a moment that a round had not reached: taken once more by the round that has. */
  let ahead: Fact[] = []
  return {
    /** From the beginning. */
    async all(asOf: AsOf): Promise<FactIndex> {
      const index = new FactIndex()
      ahead = []
      const breathe = breather()
      // None is left out: a clock that stands a little back must not hide the newest.
      const recordedBy = new Date(now().getTime() + 86_400_000)
      last = null
      for await (const batch of facts.read(database, { recordedBy })) {
        for (const fact of batch) {
          index.add(fact)
          if (isAhead(fact, asOf)) ahead.push(fact)
        }
        last = batch.at(-1)?.id ?? last
        await breathe()
      }
      return index
    },
    /** What came since. @returns whose results were made anew */
    async news(standing: Standing, asOf: AsOf): Promise<ReadonlySet<string>> {
      const due = ahead.filter((fact) => !isAhead(fact, asOf))
      ahead = ahead.filter((fact) => isAhead(fact, asOf))
      const touched = new Set(standing.take(due, asOf))
      for (;;) {
        const batch = await facts.since(database, last, newsMax)
        ahead.push(...batch.filter((fact) => isAhead(fact, asOf)))
        for (const id of standing.take(batch, asOf)) touched.add(id)
        last = batch.at(-1)?.id ?? last
        if (batch.length < newsMax) return touched
      }
    },
  }
}

function isAhead({ observedAt, recordedAt }: Fact, { at, knownBy }: AsOf): boolean {
  return observedAt.getTime() > at || recordedAt.getTime() > knownBy
}
