import type { Db } from '@mtandao/pg'

/** What the law does not say to us: dated settings with their source. */
export type RuleName = 'data-protection-approval' | 'renewal-days'
export const ruleNames = ['data-protection-approval', 'renewal-days'] as const

export interface RuleRow {
  readonly rule: RuleName
  readonly value: number
  /** `YYYY-MM-DD`, from which it holds. */
  readonly fromDay: string
  readonly citation: string
  readonly verified: boolean
  readonly personName: string | null
  readonly at: Date
}

const columns = `rule, value, from_day::text as "fromDay", citation, verified, person_name as "personName", at`

/** Every setting there ever was, newest first. */
export async function listRules(db: Db): Promise<RuleRow[]> {
  return await db.rows<RuleRow>(
    `select ${columns} from exchange.agreement_rule order by rule, from_day desc, id desc limit 200`,
  )
}

/** What holds on a day: the latest that has come. */
export async function ruleOn(db: Db, rule: RuleName, day: string): Promise<number> {
  const [row] = await db.rows<{ value: number }>(
    `select value from exchange.agreement_rule where rule = $1 and from_day <= $2::date
     order by from_day desc, id desc limit 1`,
    [rule, day],
  )
  return row?.value ?? 0
}

export async function insertRule(
  db: Db,
  rule: Omit<RuleRow, 'personName' | 'at'>,
  by: { readonly person: string; readonly personName: string },
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_rule (rule, value, from_day, citation, verified, person, person_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      rule.rule,
      rule.value,
      rule.fromDay,
      rule.citation,
      rule.verified,
      by.person,
      by.personName,
      at,
    ],
  )
}
