import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { centralGovernment } from '../addressees.ts'
import type { Result } from '../model.ts'
import {
  Memory,
  type Audience,
  type OwedItem,
  type Said,
  type Saying,
  type Step,
} from './schedule.ts'

export interface SettingRow {
  readonly name: string
  readonly value: readonly number[]
  readonly from: string
  readonly citation: string
  readonly verified: boolean
}

/** In force on a day; before the first, the first. */
export async function selectSettings(db: Db, day: string): Promise<SettingRow[]> {
  return await db.rows<SettingRow>(
    `select distinct on (name) name, value, valid_from::text as "from", citation, verified
     from directives.reminder_setting order by name, (valid_from <= $1::date) desc,
       case when valid_from <= $1::date then valid_from end desc, valid_from`,
    [day],
  )
}

/** Until the end of the transaction only one worker decides what is said. */
export async function lockReminders(db: Db): Promise<void> {
  await db.rows(`select pg_advisory_xact_lock(hashtext('directives.reminder'))`)
}

/** Since a day. */
export async function selectSaid(db: Db, since: string, institution?: string): Promise<Memory> {
  const rows = await db.rows<Said['item'] & Omit<Said, 'item'> & { readonly day: string }>(
    `select institution, obligation, nullif(period, '') as period, due_on::text as "dueOn", audience, step, round, said_on::text as day
     from directives.reminder where said_on >= $1 and ($2::text is null or institution = $2)`,
    [since, institution ?? null],
  )
  const memory = new Memory()
  for (const { day, audience, step, round, ...item } of rows)
    memory.add({ item, audience, step, round }, day)
  return memory
}

export async function selectWrittenOn(db: Db, day: string): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ person: string }>(
    'select person from directives.reminder_letter where said_on = $1',
    [day],
  )
  return new Set(rows.map(({ person }) => person))
}

export async function insertSayings(
  db: Db,
  sayings: readonly (Saying & { readonly people: number })[],
  said: { readonly day: string; readonly at: Date; readonly mailed: boolean },
): Promise<void> {
  const rows = sayings.map(({ item, audience, step, round, people }) => ({
    institution: item.institution,
    obligation: item.obligation,
    period: item.period ?? '',
    due_on: item.dueOn,
    result: item.result,
    audience,
    step,
    round,
    people,
  }))
  await db.rows(
    `insert into directives.reminder (institution, obligation, period, due_on, audience, step, round, result, people, said_on, said_at, mailed)
     select institution, obligation, period, due_on, audience, step, round, result, people, $2, $3, $4
     from jsonb_to_recordset($1::jsonb) as r (institution text, obligation text, period text, due_on date, audience text, step text,
       round integer, result text, people integer)`,
    [JSON.stringify(rows), said.day, said.at, said.mailed],
  )
}

export async function insertWritten(db: Db, people: readonly string[], day: string): Promise<void> {
  await db.rows(
    'insert into directives.reminder_letter (person, said_on) select unnest($1::text[]), $2',
    [people, day],
  )
}

/** What one audience heard about one institution on one day. */
export interface SaidDay {
  readonly day: string
  readonly institution: string
  readonly audience: Audience
  readonly people: number
  readonly mailed: boolean
  /** All of them; at most 6 are listed in `items`. */
  readonly count: number
  readonly items: readonly {
    readonly obligation: string
    readonly period: string
    readonly dueOn: string
    readonly step: Step
    readonly result: Result
  }[]
}

export interface SaidAfter {
  readonly day: string
  readonly institution: string
  readonly audience: Audience
}

/** Newest first; the policies decide whose. */
export async function selectSaidDays(
  db: Db,
  asked: {
    readonly institution: string | undefined
    readonly audience: Audience | undefined
    readonly after: SaidAfter | undefined
    readonly limit: number
  },
): Promise<SaidDay[]> {
  const { institution, audience, after, limit } = asked
  return await db.rows<SaidDay>(
    `with page as (
       select said_on, institution, audience, max(people) as people, bool_or(mailed) as mailed, count(*)::int as count
       from directives.reminder
       where ($1::text is null or institution = $1) and ($2::text is null or audience = $2)
         and ($3::date is null or said_on <= $3) and ($3::date is null or said_on < $3
           or institution > $4 or (institution = $4 and audience > $5))
       group by said_on, institution, audience order by said_on desc, institution, audience limit $6)
     select said_on::text as day, institution, audience, people, mailed, count, listed.items
     from page, lateral (
       select json_agg(one) as items from (
         select obligation, period, due_on::text as "dueOn", step, result from directives.reminder as r
         where r.said_on = page.said_on and r.institution = page.institution and r.audience = page.audience
         order by due_on, obligation limit 6) as one) as listed
     order by said_on desc, institution, audience`,
    [
      institution ?? null,
      audience ?? null,
      after?.day ?? null,
      after?.institution ?? null,
      after?.audience ?? null,
      limit,
    ],
  )
}

/** An institution's own results, for people: the policies decide whether they see them. */
export async function selectOwed(db: Db, institution: string): Promise<OwedItem[]> {
  return await db.rows(
    `select institution, obligation, nullif(period, '') as period, due_on::text as "dueOn", result
     from directives.assessment where institution = $1 order by due_on, obligation, period limit 1000`,
    [institution],
  )
}

/** What obligations are called, those that have ended too. */
export async function selectTitles(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Text>> {
  const rows = await db.rows<{ id: string; title: Text }>(
    `select distinct on (id) id, json_build_object('sw', title_sw, 'en', title_en) as title
     from directives.obligation where id = any($1::text[]) order by id, version desc`,
    [ids],
  )
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** What is late for longer than so many days in the country, as far as the scope shows it. */
export async function countLate(
  db: Db,
  before: string,
): Promise<{
  readonly items: number
  readonly institutions: number
  readonly since: string | null
}> {
  const [row] = await db.rows<{ items: number; institutions: number; since: string | null }>(
    `select count(*)::int as items, count(distinct institution)::int as institutions, min(due_on)::text as since
     from directives.assessment where result in ('partly', 'not-met', 'unknown') and due_on <= $1 and institution <> $2`,
    [before, centralGovernment],
  )
  return row ?? { items: 0, institutions: 0, since: null }
}
