import type { RuleName, RuleSet } from '../model.ts'
import { joinedGovesb, keyRotation, unregisteredOnBus } from './bus-rules.ts'
import { committeeConstituted, manualEvidence, staffVettedAndSworn } from './people-rules.ts'
import type { Rule } from './rule.ts'
import {
  hostingApproved,
  recoverySiteAndDrill,
  registeredSystems,
  securityAssessmentAge,
  sourceOwnership,
  sustainableSystems,
} from './system-rules.ts'

/** Every version of every rule that was ever published. */
export const rules: readonly Rule[] = [
  joinedGovesb,
  registeredSystems,
  unregisteredOnBus,
  committeeConstituted,
  hostingApproved,
  recoverySiteAndDrill,
  securityAssessmentAge,
  sourceOwnership,
  staffVettedAndSworn,
  keyRotation,
  sustainableSystems,
  manualEvidence,
]
const byName = new Map(rules.map((rule) => [`${rule.name}@${rule.version}`, rule]))

export function findRule(name: RuleName, version: number): Rule | undefined {
  return byName.get(`${name}@${version}`)
}

/** The rule that a rule set means by a name. @throws when no code is here for it */
export function getRule({ rules: versions }: RuleSet, name: RuleName): Rule {
  const rule = findRule(name, versions[name])
  if (!rule) throw new Error(`invariant: no rule ${name}@${versions[name]}`)
  return rule
}
