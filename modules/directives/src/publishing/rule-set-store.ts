import type { Db } from '@mtandao/pg'
import type { RuleSet } from '../model.ts'

export async function insertRuleSet(
  db: Db,
  ruleSet: RuleSet,
  published: { readonly hash: string; readonly at: Date },
): Promise<void> {
  await db.rows(
    `insert into directives.rule_set (version, effective_from, document, content_hash, published_at)
     values ($1, $2, $3::jsonb, $4, $5)`,
    [ruleSet.version, ruleSet.effectiveFrom, JSON.stringify(ruleSet), published.hash, published.at],
  )
}

/** Newest first. */
export async function selectRuleSets(db: Db): Promise<RuleSet[]> {
  const rows = await db.rows<{ document: RuleSet }>(
    'select document from directives.rule_set order by version desc limit 1000',
  )
  return rows.map(({ document }) => document)
}
