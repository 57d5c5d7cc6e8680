import type { Fact } from '@mtandao/facts/contract'
import type { AsOf, Assessment } from '../model.ts'
import { assess, assessInstitution, type Inputs } from './assess.ts'
import type { FactIndex } from './fact-index.ts'

/** How the country stands now: every result, kept current as facts come. One owner; not shared between threads. */
export class Standing {
  readonly #inputs: Inputs
  readonly #facts: FactIndex
  #results: Map<string, readonly Assessment[]>

  constructor(inputs: Inputs, asOf: AsOf, facts: FactIndex) {
    this.#inputs = inputs
    this.#facts = facts
    this.#results = Map.groupBy(assess(inputs, asOf, facts), ({ institution }) => institution)
  }

  /** By institution. */
  get results(): ReadonlyMap<string, readonly Assessment[]> {
    return this.#results
  }

  /** Takes what was just recorded. A fact about one institution recomputes that one; a fact about the country, all. */
  take(news: readonly Fact[], asOf: AsOf): void {
    for (const fact of news) this.#facts.add(fact)
    const touched = new Set(news.map(({ institution }) => institution))
    if (touched.has(null)) {
      const all = assess(this.#inputs, asOf, this.#facts)
      this.#results = Map.groupBy(all, ({ institution }) => institution)
      return
    }
    for (const institution of this.#inputs.register.institutions)
      if (touched.has(institution.id))
        this.#results.set(
          institution.id,
          assessInstitution(this.#inputs, asOf, this.#facts, institution),
        )
  }
}
