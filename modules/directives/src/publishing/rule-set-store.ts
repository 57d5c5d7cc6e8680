import type { Db } from '@mtandao/pg'
import type { RuleSet } from '../model.ts'

/** @returns false when this version is there already */
export async function insertRuleSet(
  db: Db,
  ruleSet: RuleSet,
  published: { readonly hash: string; readonly at: Date },
): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.rule_set (version, effective_from, document, content_hash, published_at)
     values ($1, $2, $3::jsonb, $4, $5) on conflict do nothing returning version`,
    [ruleSet.version, ruleSet.effectiveFrom, JSON.stringify(ruleSet), published.hash, published.at],
  )
  return added.length > 0
}

/** Newest first. */
export async function selectRuleSets(db: Db): Promise<RuleSet[]> {
  return (await selectPublishedRuleSets(db)).map(({ ruleSet }) => ruleSet)
}

export interface PublishedRuleSet {
  readonly ruleSet: RuleSet
  /** Hex SHA-256 of its RFC 8785 form. */
  readonly hash: string
  readonly publishedAt: Date
}

/** Newest first; at most 1,000. */
export async function selectPublishedRuleSets(db: Db): Promise<PublishedRuleSet[]> {
  return await db.rows<PublishedRuleSet>(
    `select document as "ruleSet", content_hash as hash, published_at as "publishedAt"
     from directives.rule_set order by version desc limit 1000`,
  )
}
