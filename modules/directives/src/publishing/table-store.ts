import type { Db } from '@mtandao/pg'
import type { Inputs } from '../engine/assess.ts'
import type { Assessment, Result } from '../model.ts'
import type { TableHead } from './result-table.ts'

/** A published table without its rows. */
export interface PublishedTable extends TableHead {
  readonly edition: number
  /** Of head and rows with every reason. */
  readonly hash: string
  /** Of what everybody may download. */
  readonly publicHash: string
  readonly rows: number
  /** Why there is another edition; null for the first. */
  readonly reason: string | null
  readonly publishedAt: Date
  /** Who published it; null to who does not see the country. */
  readonly publisher: string | null
}

/** One row as published; `why` null: not for this reader. */
export interface PublishedResult extends Omit<Assessment, 'why' | 'change'> {
  readonly position: number
  /** Its reason is for everybody. */
  readonly open: boolean
  readonly why: Assessment['why'] | null
  readonly change: Assessment['change']
}

interface Explained {
  readonly why: Assessment['why']
  readonly change: Assessment['change']
  readonly facts: Assessment['facts']
}

/** @returns false when this edition is there already */
export async function insertTable(
  db: Db,
  table: Omit<PublishedTable, 'publisher'>,
  made: { readonly inputs: Inputs; readonly by: string; readonly name: string },
): Promise<boolean> {
  const { period, edition, ruleSet, asOf, inputsHash, hash, publicHash, rows } = table
  const added = await db.rows(
    `insert into directives.published_table (period, edition, rule_set, as_of, known_by, inputs_hash, content_hash, public_hash, row_count, reason, published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning edition`,
    [
      period,
      edition,
      ruleSet,
      new Date(asOf.at),
      new Date(asOf.knownBy),
      inputsHash,
      hash,
      publicHash,
      rows,
      table.reason,
      table.publishedAt,
    ],
  )
  if (added.length === 0) return false
  await db.rows(
    `insert into directives.published_inputs (period, edition, inputs, published_by, publisher_name) values ($1, $2, $3::jsonb, $4, $5)`,
    [period, edition, JSON.stringify(made.inputs), made.by, made.name],
  )
  return true
}

/** Some rows, the first of them at this place. `open`: the reason is for everybody. */
export async function insertResults(
  db: Db,
  at: { readonly period: string; readonly edition: number; readonly position: number },
  rows: readonly { readonly one: Assessment; readonly open: boolean }[],
): Promise<void> {
  const given = rows.map(({ one, open }, offset) => ({
    position: at.position + offset,
    institution: one.institution,
    obligation: one.obligation,
    directive: one.directive,
    period: one.period,
    due_on: one.dueOn,
    days_late: one.daysLate,
    result: one.result,
    exempt_until: one.exemptUntil,
    rule: one.rule,
    open,
    explained: { why: one.why, change: one.change, facts: one.facts },
  }))
  const values = [at.period, at.edition, JSON.stringify(given)]
  await db.rows(
    `insert into directives.published_result (table_period, edition, position, institution, obligation, directive, period, due_on, days_late, result, exempt_until, rule, explained)
     select $1, $2, position, institution, obligation, directive, period, due_on, days_late, result, exempt_until, rule, case when open then explained end
     from jsonb_to_recordset($3::jsonb) as r (position integer, institution text, obligation text, directive text, period text, due_on date,
       days_late integer, result text, exempt_until date, rule text, open boolean, explained jsonb)`,
    values,
  )
  await db.rows(
    `insert into directives.published_reason (table_period, edition, position, institution, explained)
     select $1, $2, position, institution, explained
     from jsonb_to_recordset($3::jsonb) as r (position integer, institution text, open boolean, explained jsonb) where not open`,
    values,
  )
}

const head = `t.period, t.edition, t.rule_set as "ruleSet", t.as_of as at, t.known_by as "knownBy", t.inputs_hash as "inputsHash",
  t.content_hash as hash, t.public_hash as "publicHash", t.row_count as rows, t.reason, t.published_at as "publishedAt", i.publisher_name as publisher`
const joined = `directives.published_table t left join directives.published_inputs i using (period, edition)`

type HeadRow = Omit<PublishedTable, 'asOf'> & { readonly at: Date; readonly knownBy: Date }

function tableOf({ at, knownBy, ...rest }: HeadRow): PublishedTable {
  return { ...rest, asOf: { at: at.getTime(), knownBy: knownBy.getTime() } }
}

/** This edition of a quarter, or the last one. */
export async function findTable(
  db: Db,
  period: string,
  edition?: number,
): Promise<PublishedTable | undefined> {
  const [row] = await db.rows<HeadRow>(
    `select ${head} from ${joined} where t.period = $1 and ($2::int is null or t.edition = $2) order by t.edition desc limit 1`,
    [period, edition ?? null],
  )
  return row && tableOf(row)
}

/** Newest quarter and edition first; after the one named. */
export async function selectTables(
  db: Db,
  asked: {
    readonly after?: { readonly period: string; readonly edition: number } | undefined
    readonly limit: number
  },
): Promise<PublishedTable[]> {
  const { after, limit } = asked
  const rows = await db.rows<HeadRow>(
    `select ${head} from ${joined} where $1::text is null or (t.period, t.edition) < ($1, $2::int)
     order by t.period desc, t.edition desc limit $3`,
    [after?.period ?? null, after?.edition ?? null, limit],
  )
  return rows.map(tableOf)
}

/** All editions of a quarter, newest first; at most 200. */
export async function selectEditions(db: Db, period: string): Promise<PublishedTable[]> {
  const rows = await db.rows<HeadRow>(
    `select ${head} from ${joined} where t.period = $1 order by t.edition desc limit 200`,
    [period],
  )
  return rows.map(tableOf)
}

/** What a table was made of, for who sees the country. */
export async function findInputs(
  db: Db,
  period: string,
  edition: number,
): Promise<Inputs | undefined> {
  const [row] = await db.rows<{ inputs: Inputs }>(
    `select inputs from directives.published_inputs where period = $1 and edition = $2`,
    [period, edition],
  )
  return row?.inputs
}

interface RowsAsked {
  readonly period: string
  readonly edition: number
  /** The place of the last one seen. */
  readonly after?: number | undefined
  readonly limit: number
  readonly directive?: string | undefined
  readonly institutions?: readonly string[] | undefined
  readonly result?: Result | undefined
  /** With those that are not for all, as far as whoever asks may read them. */
  readonly reasons: boolean
}

/** By place. */
export async function selectResults(db: Db, asked: RowsAsked): Promise<PublishedResult[]> {
  const rows = await db.rows<
    Omit<PublishedResult, 'why' | 'change' | 'facts'> & { readonly explained: Explained | null }
  >(
    `select r.position, r.obligation, r.directive, r.institution, r.period, r.due_on::text as "dueOn", r.days_late as "daysLate", r.result,
       r.exempt_until::text as "exemptUntil", r.rule, t.rule_set as "ruleSet", r.explained is not null as open, coalesce(r.explained, p.explained) as explained
     from directives.published_result r
     join directives.published_table t on t.period = r.table_period and t.edition = r.edition
     left join directives.published_reason p on p.table_period = r.table_period and p.edition = r.edition and p.position = r.position and $8
     where r.table_period = $1 and r.edition = $2 and r.position > $3 and ($4::text is null or r.directive = $4)
       and ($5::text[] is null or r.institution = any($5)) and ($6::text is null or r.result = $6)
     order by r.position limit $7`,
    [
      asked.period,
      asked.edition,
      asked.after ?? -1,
      asked.directive ?? null,
      asked.institutions ?? null,
      asked.result ?? null,
      asked.limit,
      asked.reasons,
    ],
  )
  return rows.map(({ explained, ...row }) => ({
    ...row,
    why: explained?.why ?? null,
    change: explained?.change ?? null,
    facts: explained?.facts ?? [],
  }))
}

export interface PublishedCount {
  readonly directive: string
  readonly result: Result
  /** Within `not-met`: the institution says otherwise and nothing was seen. */
  readonly declared: boolean
  readonly count: number
}

/** How many of each result, by directive. */
export async function countResults(
  db: Db,
  { period, edition }: Pick<PublishedTable, 'period' | 'edition'>,
): Promise<PublishedCount[]> {
  return await db.rows<PublishedCount>(
    `select directive, result, coalesce(explained->'why'->>'code' = 'declared-not-seen', false) as declared, count(*) as count
     from directives.published_result where table_period = $1 and edition = $2 group by 1, 2, 3 order by 1, 2, 3`,
    [period, edition],
  )
}
