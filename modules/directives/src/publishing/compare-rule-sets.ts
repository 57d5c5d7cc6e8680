import { assess, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import type { AsOf, Reason, Result, RuleSet } from '../model.ts'

export interface ChangedResult {
  readonly obligation: string
  readonly institution: string
  readonly from: Result
  readonly to: Result
  readonly why: Reason
}

/** Whose result would be another under a rule set that is not in force yet. Nothing is written. */
export function compareRuleSets(
  inputs: Inputs,
  next: RuleSet,
  asOf: AsOf,
  facts: FactIndex,
): ChangedResult[] {
  const now = assess(inputs, asOf, facts)
  const then = assess({ ...inputs, ruleSet: next }, asOf, facts)
  return then.flatMap((would, at) => {
    const is = now[at]
    if (!is || is.obligation !== would.obligation || is.institution !== would.institution)
      throw new Error('invariant: a rule set changes results, not who owes')
    if (is.result === would.result) return []
    const { obligation, institution, why } = would
    return [{ obligation, institution, from: is.result, to: would.result, why }]
  })
}
