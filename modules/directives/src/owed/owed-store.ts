import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Assessment } from '../model.ts'
import type { Work } from './step-store.ts'

const columns = `a.obligation, o.directive, a.institution, nullif(a.period, '') as period, a.due_on::text as "dueOn",
  a.days_late as "daysLate", a.result, a.exempt_until::text as "exemptUntil", a.rule, a.rule_set as "ruleSet",
  a.explained->'why' as why, a.explained->'change' as change, a.explained->'facts' as facts, a.as_of as "asOf"`
// Every version of an obligation belongs to the same directive.
const from = `directives.assessment a
  join lateral (select directive from directives.obligation where id = a.obligation limit 1) o on true`

export interface KeptAssessment extends Assessment {
  readonly asOf: Date
}

/** All that an institution owes now, whole; within a scope: what its reader may see. At most 1,000. */
export async function selectOwed(db: Db, institution: string): Promise<KeptAssessment[]> {
  return await db.rows<KeptAssessment>(
    `select ${columns} from ${from} where a.institution = $1 order by a.obligation limit 1000`,
    [institution],
  )
}

/** @param period undefined: whatever quarter it is now */
export async function findOwed(
  db: Db,
  { institution, obligation }: Pick<Work, 'institution' | 'obligation'>,
  period?: string,
): Promise<KeptAssessment | undefined> {
  const [row] = await db.rows<KeptAssessment>(
    `select ${columns} from ${from} where a.institution = $1 and a.obligation = $2
       and ($3::text is null or a.period = $3) limit 1`,
    [institution, obligation, period ?? null],
  )
  return row
}

export interface DirectiveName {
  readonly id: string
  readonly title: Text
  /** Of the resolution it came from; null: it came from none. */
  readonly number: number | null
}

/** Of these directives, by id. */
export async function selectDirectiveNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DirectiveName>> {
  const rows = await db.rows<DirectiveName>(
    `select d.id, json_build_object('sw', d.title_sw, 'en', d.title_en) as title, r.number
     from directives.directive d left join directives.resolution r on r.id = d.resolution
     where d.id = any($1::text[]) limit 1000`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface ExemptionGiven {
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly at: Date
}

/** Newest first, at most 20. */
export async function selectExemptionsGiven(
  db: Db,
  { institution, obligation }: Pick<Work, 'institution' | 'obligation'>,
): Promise<ExemptionGiven[]> {
  return await db.rows<ExemptionGiven>(
    `select valid_from::text as "from", valid_until::text as until, reason, granted_at as at
     from directives.exemption where institution = $1 and obligation = $2
     order by granted_at desc, id limit 20`,
    [institution, obligation],
  )
}
