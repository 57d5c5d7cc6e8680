import type { Fact } from '@mtandao/facts/contract'
import type { AsOf, Assessment } from '../model.ts'
import { assess, assessorOf, everyone, type Inputs } from './assess.ts'
import type { FactIndex } from './fact-index.ts'

export type Results = ReadonlyMap<string, readonly Assessment[]>

/** How the country stands now: every result, kept current as facts come. One owner; not shared between threads. */
export class Standing {
  readonly inputs: Inputs
  readonly facts: FactIndex
  #results: Map<string, readonly Assessment[]>

  constructor(inputs: Inputs, asOf: AsOf, facts: FactIndex, results?: Results) {
    this.inputs = inputs
    this.facts = facts
    this.#results = new Map(results ?? byInstitution(assess(inputs, asOf, facts)))
  }

  /** The same, letting others work in between: a whole country takes seconds. Nothing may be added to the facts meanwhile. */
  static async unhurried(
    inputs: Inputs,
    asOf: AsOf,
    facts: FactIndex,
    pause: () => Promise<void>,
  ): Promise<Standing> {
    const assessor = assessorOf(inputs, asOf, facts)
    const results = new Map<string, readonly Assessment[]>()
    for (const institution of everyone(inputs)) {
      const made = assessor(institution)
      if (made.length > 0) results.set(institution.id, made)
      await pause()
    }
    return new Standing(inputs, asOf, facts, results)
  }

  /** By institution. */
  get results(): Results {
    return this.#results
  }

  /**
   * Takes what was just recorded. A fact about one institution recomputes that one; a fact about the country, all.
   * @returns who was recomputed
   */
  take(news: readonly Fact[], asOf: AsOf): readonly string[] {
    for (const fact of news) this.facts.add(fact)
    const touched = new Set(news.map(({ institution }) => institution))
    if (touched.has(null)) {
      this.#results = byInstitution(assess(this.inputs, asOf, this.facts))
      return [...this.#results.keys()]
    }
    const mine = this.inputs.register.institutions.filter(({ id }) => touched.has(id))
    if (mine.length === 0) return []
    const assessor = assessorOf(this.inputs, asOf, this.facts)
    for (const institution of mine) this.#results.set(institution.id, assessor(institution))
    return mine.map(({ id }) => id)
  }
}

function byInstitution(all: readonly Assessment[]): Map<string, readonly Assessment[]> {
  return Map.groupBy(all, ({ institution }) => institution)
}
