import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Obligation } from '../model.ts'

/** Each adds what is new and leaves what is there; what is given back says whether it was new. */

export interface SessionRow {
  readonly id: string
  readonly number: number
  readonly name: Text
  readonly from: string
  readonly to: string
  readonly place: Text
  /** Null, here and below: no source counts them. */
  readonly participants: number | null
  readonly topics: number | null
  readonly pillars: number | null
  readonly citation: string
}

export async function insertSession(db: Db, row: SessionRow): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.session (id, number, name_sw, name_en, starts_on, ends_on, place_sw, place_en, participants, topics, pillars, citation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
    [
      row.id,
      row.number,
      row.name.sw,
      row.name.en,
      row.from,
      row.to,
      row.place.sw,
      row.place.en,
      row.participants,
      row.topics,
      row.pillars,
      row.citation,
    ],
  )
  return added.length > 0
}

export async function insertPresenters(
  db: Db,
  session: string,
  presenters: readonly { readonly name: string; readonly acronym: string }[],
): Promise<void> {
  await db.rows(
    `insert into directives.presenter (session, position, name, acronym)
     select $1, at, name, acronym from unnest($2::text[], $3::text[]) with ordinality as p (name, acronym, at) on conflict do nothing`,
    [session, presenters.map(({ name }) => name), presenters.map(({ acronym }) => acronym)],
  )
}

export interface ResolutionRow {
  readonly number: number
  readonly reconstructed: boolean
  readonly title: Text
  /** What it rests on in the source. */
  readonly sentence: string
}

export async function insertResolution(
  db: Db,
  at: { readonly id: string; readonly session: string; readonly citation: string },
  row: ResolutionRow,
): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.resolution (id, session, number, reconstructed, title_sw, title_en, sentence, citation)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [
      at.id,
      at.session,
      row.number,
      row.reconstructed,
      row.title.sw,
      row.title.en,
      row.sentence,
      at.citation,
    ],
  )
  return added.length > 0
}

export interface AcceptanceRow {
  readonly resolution: string
  readonly office: Text
  readonly holder: string
  readonly on: string
  readonly text: Text
  readonly amended: boolean
  readonly contentHash: string
  readonly citation: string
}

export async function insertAcceptance(db: Db, row: AcceptanceRow): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.acceptance (resolution, office_sw, office_en, holder, accepted_on, text_sw, text_en, amended, content_hash, citation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning resolution`,
    [
      row.resolution,
      row.office.sw,
      row.office.en,
      row.holder,
      row.on,
      row.text.sw,
      row.text.en,
      row.amended,
      row.contentHash,
      row.citation,
    ],
  )
  return added.length > 0
}

export async function insertDirective(
  db: Db,
  row: { readonly id: string; readonly resolution: string | null; readonly title: Text },
): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.directive (id, resolution, title_sw, title_en) values ($1, $2, $3, $4) on conflict do nothing returning id`,
    [row.id, row.resolution, row.title.sw, row.title.en],
  )
  return added.length > 0
}

export interface IssuanceRow {
  readonly directive: string
  readonly number: number
  readonly office: Text
  readonly holder: string | null
  readonly issuedOn: string
  readonly effectiveOn: string
  readonly dueOn: string | null
  readonly citation: string
}

/** @param at when it was written down; null: before the platform began */
export async function insertIssuance(db: Db, row: IssuanceRow, at: Date | null): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.issuance (directive, number, office_sw, office_en, holder, issued_on, effective_on, due_on, citation, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::timestamptz, '-infinity')) on conflict do nothing returning number`,
    [
      row.directive,
      row.number,
      row.office.sw,
      row.office.en,
      row.holder,
      row.issuedOn,
      row.effectiveOn,
      row.dueOn,
      row.citation,
      at,
    ],
  )
  return added.length > 0
}

/** Earliest first. */
export async function selectIssuances(db: Db, directive: string): Promise<IssuanceRow[]> {
  return await db.rows<IssuanceRow>(
    `select directive, number, json_build_object('sw', office_sw, 'en', office_en) as office, holder,
       issued_on::text as "issuedOn", effective_on::text as "effectiveOn", due_on::text as "dueOn", citation
     from directives.issuance where directive = $1 order by number limit 1000`,
    [directive],
  )
}

export async function insertObligation(
  db: Db,
  row: Obligation,
  dated: { readonly version: number; readonly from: string },
): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.obligation (id, version, directive, title_sw, title_en, addressee, due, rule, citation, verified, valid_from)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10, $11) on conflict do nothing returning id`,
    [
      row.id,
      dated.version,
      row.directive,
      row.title.sw,
      row.title.en,
      JSON.stringify(row.addressee),
      JSON.stringify(row.due),
      row.rule,
      row.citation,
      row.verified,
      dated.from,
    ],
  )
  return added.length > 0
}

/** Ends the version in force and opens the next. The due day is the only thing that an issuance changes. */
export async function moveDueDays(
  db: Db,
  directive: string,
  due: string,
  from: string,
): Promise<number> {
  const moved = await db.rows(
    `with ended as (
       update directives.obligation set valid_to = greatest(valid_from, $3::date - 1)
       where directive = $1 and valid_to is null and due->>'type' <> 'every-quarter' returning *)
     insert into directives.obligation (id, version, directive, title_sw, title_en, addressee, due, rule, citation, verified, valid_from)
     select id, version + 1, directive, title_sw, title_en, addressee, jsonb_build_object('type', 'on', 'day', $2::text),
       rule, citation, verified, greatest(valid_from, $3::date) from ended returning id`,
    [directive, due, from],
  )
  return moved.length
}

/** In force on a day, by id. */
export async function selectObligations(db: Db, day: string): Promise<Obligation[]> {
  return await db.rows<Obligation>(
    `select distinct on (id) id, directive, json_build_object('sw', title_sw, 'en', title_en) as title, addressee, due, rule, citation, verified
     from directives.obligation where valid_from <= $1 and (valid_to is null or valid_to >= $1)
     order by id, version desc limit 10000`,
    [day],
  )
}
