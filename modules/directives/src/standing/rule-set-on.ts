import type { RuleSet } from '../model.ts'

/** The rule set in force on a day (`YYYY-MM-DD`): the latest of those that have taken effect. Undefined before the first. */
export function ruleSetOn(ruleSets: readonly RuleSet[], day: string): RuleSet | undefined {
  return ruleSets
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce<RuleSet | undefined>(
      (last, one) => (last && last.version > one.version ? last : one),
      undefined,
    )
}
