import { assessorOf, everyone, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import type { AsOf, Assessment, Reason, Result, RuleSet } from '../model.ts'
import { inTurns } from './in-turns.ts'

interface ChangedResult {
  readonly obligation: string
  readonly institution: string
  readonly period: string | null
  readonly from: Result
  readonly to: Result
  readonly why: Reason
}

export interface Comparison {
  readonly changed: readonly ChangedResult[]
  /** How many results were compared. */
  readonly compared: number
}

/** Whose result would be another under a rule set that is not in force yet. Nothing is written. */
export async function compareRuleSets(
  inputs: Inputs,
  next: RuleSet,
  asOf: AsOf,
  facts: FactIndex,
): Promise<Comparison> {
  const now = assessorOf(inputs, asOf, facts)
  const then = assessorOf({ ...inputs, ruleSet: next }, asOf, facts)
  const changed: ChangedResult[] = []
  let compared = 0
  for await (const institution of inTurns(everyone(inputs))) {
    const would = then(institution)
    const is = now(institution)
    compared += is.length
    changed.push(...would.flatMap((one, at) => changeOf(is[at], one)))
  }
  return { changed, compared }
}

function changeOf(is: Assessment | undefined, would: Assessment): ChangedResult[] {
  if (is?.obligation !== would.obligation || is.period !== would.period)
    throw new Error('invariant: a rule set changes results, not who owes')
  if (is.result === would.result) return []
  const { obligation, institution, period, why } = would
  return [{ obligation, institution, period, from: is.result, to: would.result, why }]
}

/**
 * The rule set with the numbers that it has on a day to come, as if they held already: so what a new version changes shows in today's facts,
 * and nothing but the version makes a difference.
 */
export function asItWillBe(ruleSet: RuleSet, day: string): RuleSet {
  const keys = [...new Set(ruleSet.settings.map(({ key }) => key))]
  const settings = keys.flatMap((key) => {
    const dated = ruleSet.settings
      .filter((one) => one.key === key)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    const one = dated.findLast(({ from }) => from <= day) ?? dated[0]
    return one ? [one] : []
  })
  return { ...ruleSet, settings }
}
