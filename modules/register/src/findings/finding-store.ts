import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Found, Rule, Watched } from './rules.ts'

export interface Finding {
  readonly id: number
  readonly rule: Rule
  readonly institution: string
  readonly institutionName: Text
  readonly system: string
  readonly systemName: Text
  readonly detail: Found['detail']
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  readonly closedAt: Date | null
}

/** Systems with what the rules need of their records; of one institution, or all. */
export async function selectWatched(db: Db, institution: string | null): Promise<Watched[]> {
  const rows = await db.rows<Watched & { record: { confirmedAt: string } | null }>(
    `select s.id, s.institution, case when r.system is not null then json_build_object('lifecycle', r.lifecycle,
       'since', r.lifecycle_since, 'confirmedAt', r.confirmed_at, 'hostingSite', d.hosting_site,
       'hostingOther', d.hosting_other, 'recoverySite', d.recovery_site) end as record
     from register.system as s left join register.system_record as r on r.system = s.id
     left join register.system_detail as d on d.system = s.id
     where s.status = 'active' and ($1::text is null or s.institution = $1) order by s.id`,
    [institution],
  )
  return rows.map(({ record, ...row }) => ({
    ...row,
    record: record && { ...record, confirmedAt: new Date(record.confirmedAt) },
  }))
}

/** One refresher at a time: two would both open what neither finds open. */
export async function lockFindings(db: Db): Promise<void> {
  await db.rows(`select pg_advisory_xact_lock(hashtext('register.finding'))`)
}

/**
 * Opens what is new, closes what has gone, and touches what still stands at most once an hour: most rounds write nothing.
 * First sight is kept.
 */
export async function reconcile(
  db: Db,
  institution: string | null,
  found: readonly Found[],
  now: Date,
): Promise<void> {
  const input = JSON.stringify(found)
  const recordset = `jsonb_to_recordset($1) as row(rule text, institution text, system text, detail jsonb)`
  await db.rows(
    `update register.finding as old set closed_at = $2
     where closed_at is null and ($3::text is null or institution = $3)
       and not exists (select from ${recordset} where row.rule = old.rule and row.system = old.subject)`,
    [input, now, institution],
  )
  await db.rows(
    `insert into register.finding (rule, institution, subject, detail, first_seen_at, last_seen_at)
     select rule, institution, system, detail, $2, $2 from ${recordset}
     on conflict (rule, subject) where closed_at is null
     do update set last_seen_at = excluded.last_seen_at, detail = excluded.detail
       where finding.detail <> excluded.detail or finding.last_seen_at < excluded.last_seen_at - interval '1 hour'`,
    [input, now],
  )
}

export interface FindingSearch {
  readonly institution?: string | undefined
  readonly rule?: string | undefined
  readonly closed?: boolean | undefined
  /** The id of the last one seen. */
  readonly after?: number | undefined
  readonly limit: number
}

/** Newest first; one row more than `limit`. */
export async function selectFindings(
  db: Db,
  { institution, rule, closed = false, after, limit }: FindingSearch,
): Promise<Finding[]> {
  return await db.rows<Finding>(
    `select f.id, f.rule, f.institution, json_build_object('sw', i.name_sw, 'en', i.name_en) as "institutionName",
       f.subject as system, json_build_object('sw', s.name_sw, 'en', s.name_en) as "systemName", f.detail,
       f.first_seen_at as "firstSeenAt", f.last_seen_at as "lastSeenAt", f.closed_at as "closedAt"
     from register.finding as f join register.institution as i on i.id = f.institution
     join register.system as s on s.id = f.subject
     where ($1::text is null or f.institution = $1) and ($2::text is null or f.rule = $2)
       and (f.closed_at is not null) = $3 and ($4::bigint is null or f.id < $4)
     order by f.id desc limit $5`,
    [institution ?? null, rule ?? null, closed, after ?? null, limit + 1],
  )
}

export async function selectFindingsOf(db: Db, systems: readonly string[]): Promise<Finding[]> {
  return await db.rows<Finding>(
    `select f.id, f.rule, f.institution, json_build_object('sw', s.name_sw, 'en', s.name_en) as "systemName",
       json_build_object('sw', '', 'en', '') as "institutionName", f.subject as system, f.detail,
       f.first_seen_at as "firstSeenAt", f.last_seen_at as "lastSeenAt", f.closed_at as "closedAt"
     from register.finding as f join register.system as s on s.id = f.subject
     where f.closed_at is null and f.subject = any($1::text[]) order by f.id desc limit 1000`,
    [systems],
  )
}
