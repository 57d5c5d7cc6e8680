import type { Db } from '@mtandao/pg'
import type { Fact, FactSearch } from './contract.ts'
import type { Reporter } from './keeping/independence.ts'

/** A fact with what only this module reads. */
export interface FactRow extends Fact {
  /** The institution that the person who declared or verified acted for; null: a machine. */
  readonly byInstitution: string | null
  readonly public: boolean
}

const columns = `id, json_build_object('type', subject_type, 'id', subject_id) as subject, institution, type, value,
  observed_at as "observedAt", recorded_at as "recordedAt", valid_until as "validUntil", source, collector,
  by_institution as "byInstitution", evidence, supersedes, public`

/** What has taken the place of each. */
const later = `(select later.id from facts.fact as later where later.supersedes = fact.id) as "supersededBy"`

/** A row of a list for people. */
export interface ListedRow extends FactRow {
  readonly place: number
  readonly supersededBy: string | null
}

/** One recorder at a time, until its transaction ends: places then follow the order of commits, and `since` leaves nothing out. */
export async function lockFacts(db: Db): Promise<void> {
  await db.rows(`select pg_advisory_xact_lock(hashtext('facts.fact'))`)
}

/** In the order given. */
export async function insertFacts(db: Db, facts: readonly FactRow[]): Promise<void> {
  await db.rows(
    `insert into facts.fact (id, subject_type, subject_id, institution, type, value, observed_at, recorded_at, valid_until,
       source, collector, by_institution, evidence, supersedes, public)
     select id, subject->>'type', subject->>'id', institution, type, value, "observedAt", "recordedAt", "validUntil",
       source, collector, "byInstitution", evidence, supersedes, public
     from rows from (jsonb_to_recordset($1) as (id uuid, subject jsonb, institution text, type text, value jsonb,
       "observedAt" timestamptz, "recordedAt" timestamptz, "validUntil" timestamptz, source text, collector text,
       "byInstitution" text, evidence text, supersedes uuid, public boolean)) with ordinality
     order by ordinality`,
    [JSON.stringify(facts)],
  )
}

export async function selectFact(db: Db, id: string): Promise<FactRow | undefined> {
  const [row] = await db.rows<FactRow>(`select ${columns} from facts.fact where id = $1`, [id])
  return row
}

export async function isSuperseded(db: Db, id: string): Promise<boolean> {
  const rows = await db.rows(`select from facts.fact where supersedes = $1`, [id])
  return rows.length > 0
}

/** Who declared the fact, or what it verifies and corrects, and for which institution. */
export async function selectReporters(db: Db, id: string): Promise<Reporter[]> {
  return await selectReportersOf(db, [id])
}

/** The same of several facts. */
export async function selectReportersOf(
  db: Db,
  ids: readonly string[],
): Promise<(Reporter & { readonly fact: string })[]> {
  return await db.rows<Reporter & { fact: string }>(
    `with recursive chain as (
       select id as fact, supersedes, source, collector, by_institution from facts.fact where id = any($1)
       union all
       select chain.fact, old.supersedes, old.source, old.collector, old.by_institution
       from facts.fact as old join chain on old.id = chain.supersedes
     ) select distinct fact, collector as person, by_institution as institution from chain where source = 'declared'`,
    [ids],
  )
}

/** Undefined too where the caller may not see it. */
export async function selectSeen(db: Db, id: string): Promise<ListedRow | undefined> {
  const [row] = await db.rows<ListedRow>(
    `select place, ${columns}, ${later} from facts.fact where id = $1`,
    [id],
  )
  return row
}

/** A row with what was said when it was recorded, to those who may read that. */
export interface TrailRow extends ListedRow {
  readonly remark: string | null
}

/** The fact, what it corrects and what has taken its place, oldest first; at most 100 steps either way. */
export async function selectTrail(db: Db, id: string): Promise<TrailRow[]> {
  return await db.rows<TrailRow>(
    `with recursive older as (
       select id, supersedes, 0 as depth from facts.fact where id = $1
       union all
       select fact.id, fact.supersedes, depth + 1 from facts.fact join older on fact.id = older.supersedes where depth < 100
     ), newer as (
       select id, 0 as depth from facts.fact where id = $1
       union all
       select fact.id, depth + 1 from facts.fact join newer on fact.supersedes = newer.id where depth < 100
     )
     select place, ${columns}, ${later}, (select words from facts.remark where remark.fact = fact.id) as remark
     from facts.fact where id in (select id from older union select id from newer) order by place`,
    [id],
  )
}

export interface WaitingAsked {
  /** Institutions that the facts are not of. */
  readonly without: readonly string[]
  readonly institution?: string | undefined
  readonly type?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Declared, and neither verified nor corrected: newest first, one row more than `limit`. */
export async function selectWaiting(
  db: Db,
  { without, institution, type, before, limit }: WaitingAsked,
): Promise<ListedRow[]> {
  return await db.rows<ListedRow>(
    `select place, ${columns}, null as "supersededBy" from facts.fact
     where source = 'declared' and not exists (select from facts.fact as later where later.supersedes = fact.id)
       and not (institution = any($1)) and ($2::text is null or institution = $2) and ($3::text is null or type = $3)
       and ($4::bigint is null or place < $4)
     order by place desc limit $5`,
    [without, institution ?? null, type ?? null, before ?? null, limit + 1],
  )
}

/** How many of an institution's declarations wait, counted up to `most`. */
export async function countWaiting(db: Db, institution: string, most: number): Promise<number> {
  const [row] = await db.rows<{ waiting: number }>(
    `select count(*)::int as waiting from (
       select from facts.fact where source = 'declared' and institution = $1
         and not exists (select from facts.fact as later where later.supersedes = fact.id) limit $2) as waits`,
    [institution, most],
  )
  return row?.waiting ?? 0
}

export interface FactsAsked {
  /** The place of the last one seen. */
  readonly after: number
  readonly limit: number
  readonly recordedBy?: Date | undefined
  readonly types?: readonly string[] | undefined
}

/** By place, ascending. */
export async function selectAfter(
  db: Db,
  { after, limit, recordedBy, types }: FactsAsked,
): Promise<(FactRow & { readonly place: number })[]> {
  return await db.rows<FactRow & { place: number }>(
    `select place, ${columns} from facts.fact
     where place > $1 and ($2::timestamptz is null or recorded_at <= $2) and ($3::text[] is null or type = any($3))
     order by place limit $4`,
    [after, recordedBy ?? null, types ?? null, limit],
  )
}

/** Undefined: there is no such fact. */
export async function placeOf(db: Db, id: string): Promise<number | undefined> {
  const [row] = await db.rows<{ place: number }>(`select place from facts.fact where id = $1`, [id])
  return row?.place
}

/** Newest first; one row more than `limit`. */
export async function selectNewest(
  db: Db,
  { institution, type, source, subject, evidence, before, limit }: FactSearch,
): Promise<ListedRow[]> {
  return await db.rows<ListedRow>(
    `select place, ${columns}, ${later} from facts.fact
     where ($1::text is null or institution = $1) and ($2::text is null or type = $2) and ($3::bigint is null or place < $3)
       and ($5::text is null or source = $5) and ($6::text is null or subject_id = $6) and ($7::text is null or evidence = $7)
     order by place desc limit $4`,
    [
      institution ?? null,
      type ?? null,
      before ?? null,
      limit + 1,
      source ?? null,
      subject ?? null,
      evidence ?? null,
    ],
  )
}

/**
 * The last fact that a machine wrote or somebody verified, of each of these series: one step into the index for each, however many facts
 * there are by now.
 */
export async function selectLastSeen(
  db: Db,
  series: readonly Pick<Fact, 'subject' | 'type'>[],
): Promise<FactRow[]> {
  return await db.rows<FactRow>(
    `select last.* from unnest($1::text[], $2::text[], $3::text[]) as asked (subject_type, subject_id, type)
     cross join lateral (
       select ${columns} from facts.fact
       where fact.subject_type = asked.subject_type and fact.subject_id = asked.subject_id and fact.type = asked.type
         and source <> 'declared'
       order by observed_at desc, recorded_at desc, id desc limit 1) as last`,
    [
      series.map(({ subject }) => subject.type),
      series.map(({ subject }) => subject.id),
      series.map(({ type }) => type),
    ],
  )
}
