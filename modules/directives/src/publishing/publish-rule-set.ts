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

export type NewRuleSet = z.output<typeof newRuleSet>

/**
 * Whether this may be published: every rule has code and all its settings, and it takes effect on a day to come and not before the one
 * published last, so that the later version is always the one in force.
 * @throws Problem `directives.days-in-past`, `directives.rule-unknown`, `directives.setting-twice`, `directives.version-taken`
 */
export function requirePublishable(
  given: NewRuleSet,
  last: { readonly version: number; readonly effectiveFrom: string } | undefined,
  today: string,
): void {
  if (given.effectiveFrom <= today || (last && given.effectiveFrom < last.effectiveFrom))
    throw problem('days-in-past', { extra: { field: 'effectiveFrom' } })
  const used = new Set<string>()
  for (const name of ruleNames) {
    const keys = findRule(name, given.rules[name])?.settings.map((one) => `${name}.${one}`)
    const complete = keys?.every((key) => given.settings.some((one) => one.key === key))
    if (complete !== true) throw problem('rule-unknown', { extra: { field: 'rules', rule: name } })
    for (const key of keys ?? []) used.add(key)
  }
  const seen = new Set<string>()
  for (const { key, from } of given.settings) {
    if (!used.has(key) || seen.has(`${key} ${from}`))
      throw problem('setting-twice', { extra: { field: 'settings', setting: key } })
    seen.add(`${key} ${from}`)
  }
  if (given.version !== (last?.version ?? 0) + 1)
    throw problem('version-taken', { extra: { field: 'version' } })
}

/** Takes effect on a day to come; what was published stays as it is. Its effect is shown before by `previewRuleSet`. */
export async function publishRuleSet(
  deps: DirectivesDeps,
  actor: Actor,
  given: NewRuleSet,
): Promise<void> {
  requireEga(actor)
  const at = deps.now()
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const [last] = await selectRuleSets(db)
    requirePublishable(given, last, dayAt(at.getTime()))
    const hash = contentHash(given)
    if (!(await insertRuleSet(db, given, { hash, at })))
      throw problem('version-taken', { extra: { field: 'version' } })
    await deps.audit.record(db, actor, {
      action: 'directives.rule-set-published',
      subject: { type: 'rule-set', id: String(given.version) },
      institutions: [],
      detail: { effectiveFrom: given.effectiveFrom, hash },
    })
  })
}
