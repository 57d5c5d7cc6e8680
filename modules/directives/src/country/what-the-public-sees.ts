import { isPublicType } from '@mtandao/facts/contract'
import { seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Assessment, FactUsed, Reason } from '../model.ts'
import { rules } from '../rules/registry.ts'

/** What a reader is shown of a result. */
export interface SeenResult extends Omit<Assessment, 'why' | 'change' | 'facts'> {
  /** Null: with the facts it is for the institution itself and for who sees the country. */
  readonly why: Reason | null
  readonly change: Reason | null
  readonly facts: readonly FactUsed[]
}

const readsPublicOnly: ReadonlyMap<string, boolean> = new Map(
  rules.map(({ name, version, reads }) => [`${name}@${version}`, reads.every(isPublicType)]),
)

/**
 * Whether everybody may read the reasons that this rule gives: only when each type of facts it reads is public. What a rule that is not known
 * says is not public.
 * @param rule `joined-govesb@1`
 */
export function hasPublicReason(rule: string): boolean {
  return readsPublicOnly.get(rule) ?? false
}

/** Whether the reader sees everything about this institution's results. */
export function seesAllOf(actor: Actor | undefined, institution: string): boolean {
  if (!actor || actor.suspended) return false
  return actor.institution === institution || seesCountry(actor)
}

/** The result as this reader sees it: result, days and dates are everybody's; the reason and the facts are not always. */
export function seenBy(actor: Actor | undefined, result: Assessment): SeenResult {
  if (hasPublicReason(result.rule) || seesAllOf(actor, result.institution)) return result
  return { ...result, why: null, change: null, facts: [] }
}

/** The same for somebody who has not signed in: what is printed, exported and drawn for all. */
export function publicly(result: Assessment): SeenResult {
  return seenBy(undefined, result)
}
