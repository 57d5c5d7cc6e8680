import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { ruleNames } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { findRule } from '../rules/registry.ts'
import { day, line } from '../shapes.ts'
import { contentHash } from './content-hash.ts'
import { insertRuleSet, selectRuleSets } from './rule-set-store.ts'

export const newRuleSet = z.strictObject({
  version: z.int().min(1).max(100_000),
  effectiveFrom: day,
  rules: z.record(z.enum(ruleNames), z.int().min(1).max(1_000)),
  settings: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z-]{1,60}\.[a-z-]{1,60}$/),
        value: z.number().min(0).max(100_000),
        from: day,
        basis: z.enum(['practice', 'product', 'statute']),
        citation: line(500),
        verified: z.boolean(),
      }),
    )
    .max(500),
})

/** Takes effect on a day to come; what was published stays as it is. Its effect is shown before by `compareRuleSets`. */
export async function publishRuleSet(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof newRuleSet>,
): Promise<void> {
  requireEga(actor)
  const at = deps.now()
  if (given.effectiveFrom <= dayAt(at.getTime()))
    throw problem('days-in-past', { extra: { field: 'effectiveFrom' } })
  for (const name of ruleNames) {
    const rule = findRule(name, given.rules[name])
    const complete = rule?.settings.every((setting) =>
      given.settings.some(({ key }) => key === `${name}.${setting}`),
    )
    if (complete !== true) throw problem('rule-unknown', { extra: { field: 'rules', rule: name } })
  }
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const [last] = await selectRuleSets(db)
    if (given.version !== (last?.version ?? 0) + 1)
      throw problem('version-taken', { extra: { field: 'version' } })
    const hash = contentHash(given)
    await insertRuleSet(db, given, { hash, at })
    await deps.audit.record(db, actor, {
      action: 'directives.rule-set-published',
      subject: { type: 'rule-set', id: String(given.version) },
      institutions: [],
      detail: { effectiveFrom: given.effectiveFrom, hash },
    })
  })
}
