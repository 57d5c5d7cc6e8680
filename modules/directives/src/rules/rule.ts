import type { FactView, SeenFact } from '../engine/fact-index.ts'
import type { InstitutionSeen, Obligation, Reason, Result, RuleName } from '../model.ts'

/** What a rule is asked about: one institution, one obligation, one moment. */
export interface Case {
  /** The institution, with its systems; central government has none. */
  readonly institution: InstitutionSeen
  readonly obligation: Obligation
  readonly period: string | null
  /** Milliseconds since 1970. */
  readonly at: number
  readonly facts: FactView
  /** A number of the rule's own settings, in force at that moment. @throws when the rule set lacks it */
  setting(name: string): number
}

/** A rule's answer. `not-met` is only ever said on a fact that was seen. */
export interface Verdict {
  readonly result: Exclude<Result, 'exempt'>
  readonly why: Reason
  readonly change: Reason | null
  readonly facts: readonly SeenFact[]
}

/** Named, versioned, pure. A version that was ever in a published rule set stays as it is; a change is a new version. */
export interface Rule {
  readonly name: RuleName
  readonly version: number
  /** Types of facts it reads. */
  readonly reads: readonly string[]
  /** Names of its settings. */
  readonly settings: readonly string[]
  judge(asked: Case): Verdict
}

export function reason(code: string, params: Reason['params'] = {}): Reason {
  return { code, params }
}

export const unknownVerdict = (code: string, change: string): Verdict => ({
  result: 'unknown',
  why: reason(code),
  change: reason(change),
  facts: [],
})
