import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import type { AsOf } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { asItWillBe, compareRuleSets, type Comparison } from './compare-rule-sets.ts'
import { contentHash } from './content-hash.ts'
import { requirePublishable, type NewRuleSet } from './publish-rule-set.ts'
import { selectRuleSets } from './rule-set-store.ts'

export interface Preview extends Comparison {
  /** The version it is held against: the one published last. */
  readonly against: number
  readonly asOf: AsOf
  /** Hex SHA-256 of the draft that was shown: what is published must have it. */
  readonly hash: string
}

/**
 * Whose result would be another, before anything takes effect: the version published last and the draft, each with the numbers that it has
 * on the day the draft takes effect, over the facts of now. Changes nothing.
 * @throws what `requirePublishable` throws, and Problem `directives.not-computed`
 */
export async function previewRuleSet(
  deps: Pick<DirectivesDeps, 'database' | 'standings' | 'now'>,
  actor: Actor,
  draft: NewRuleSet,
): Promise<Preview> {
  requireEga(actor)
  const [last] = await selectRuleSets(deps.database.within(scopeOf(actor)))
  requirePublishable(draft, last, dayAt(deps.now().getTime()))
  const country = deps.standings.current()
  if (!country || !last) throw problem('not-computed')
  const { asOf, facts } = country
  const inputs = { ...country.inputs, ruleSet: asItWillBe(last, draft.effectiveFrom) }
  const next = asItWillBe(draft, draft.effectiveFrom)
  const comparison = await compareRuleSets(inputs, next, asOf, facts)
  return { ...comparison, against: last.version, asOf, hash: contentHash(draft) }
}
