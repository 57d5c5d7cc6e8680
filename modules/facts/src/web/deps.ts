import type { Text } from '@mtandao/problem'
import type { RunningFacts } from '../running-facts.ts'

/** What the pages of facts are made of. Names are everybody's, so these look them up for nobody in particular. */
export interface FactsWebDeps {
  readonly facts: Omit<RunningFacts, 'collectOnce' | 'runCollectors' | 'verifyEvidence'>
  readonly names: {
    /** By id; what is not known is left out. */
    institutions(ids: readonly string[]): Promise<ReadonlyMap<string, Text>>
    systems(ids: readonly string[]): Promise<ReadonlyMap<string, Text>>
    obligations(ids: readonly string[]): Promise<ReadonlyMap<string, Text>>
    people(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  }
  /** Institutions whose name, acronym or id holds these words; at most 10. */
  findInstitutions(words: string): Promise<readonly Named[]>
  /** What the institution may give evidence about, `institution/obligation` or `institution/obligation/period`; at most 300. */
  owedBy(institution: string): Promise<readonly Named[]>
}

export interface Named {
  readonly id: string
  readonly name: Text
}
