import type { Db } from '@mtandao/pg'
import type { Assessment } from '../model.ts'

/** Puts these results in the place of all earlier ones of the institution. As the owner: only a worker writes results. */
export async function replaceAssessments(
  db: Db,
  institution: string,
  assessments: readonly Assessment[],
  asOf: Date,
): Promise<void> {
  await db.rows('delete from directives.assessment where institution = $1', [institution])
  const rows = assessments.map((one) => ({
    obligation: one.obligation,
    period: one.period ?? '',
    result: one.result,
    exempt_until: one.exemptUntil,
    due_on: one.dueOn,
    days_late: one.daysLate,
    rule: one.rule,
    rule_set: one.ruleSet,
    explained: { why: one.why, change: one.change, facts: one.facts },
  }))
  await db.rows(
    `insert into directives.assessment (institution, obligation, period, result, exempt_until, due_on, days_late, rule, rule_set, explained, as_of)
     select $1, obligation, period, result, exempt_until, due_on, days_late, rule, rule_set, explained, $3
     from jsonb_to_recordset($2::jsonb) as r (obligation text, period text, result text, exempt_until date, due_on date,
       days_late integer, rule text, rule_set integer, explained jsonb)`,
    [institution, JSON.stringify(rows), asOf],
  )
}

/** Of an institution, by due day; for people the policies decide whether they see it. */
export async function selectAssessments(
  db: Db,
  institution: string,
): Promise<Pick<Assessment, 'obligation' | 'result' | 'dueOn' | 'daysLate'>[]> {
  return await db.rows(
    `select obligation, result, due_on::text as "dueOn", days_late as "daysLate"
     from directives.assessment where institution = $1 order by due_on, obligation, period limit 1000`,
    [institution],
  )
}
