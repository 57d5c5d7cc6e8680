import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Obligation } from '../model.ts'

export interface DirectiveRow {
  readonly id: string
  /** Null: it was issued without a session's resolution, under an Act for instance. */
  readonly resolution: string | null
  readonly title: Text
}

const directiveColumns = `d.id, d.resolution, json_build_object('sw', d.title_sw, 'en', d.title_en) as title`

export async function findDirective(db: Db, id: string): Promise<DirectiveRow | undefined> {
  const [row] = await db.rows<DirectiveRow>(
    `select ${directiveColumns} from directives.directive d where d.id = $1`,
    [id],
  )
  return row
}

/** A line of the list of directives. */
export interface DirectiveLine extends DirectiveRow {
  readonly session: string | null
  readonly number: number | null
  /** Days of the first issuance; `issuedOn` of the last. */
  readonly effectiveOn: string
  readonly issuedOn: string
  /** The last issuance that gave a day; null: none did. */
  readonly dueOn: string | null
  readonly issuances: number
  /** In force on the day asked about. */
  readonly obligations: number
}

/** Later sessions first, their resolutions by number; what has no session comes last. One more than `limit` tells of a rest. */
export async function selectDirectives(
  db: Db,
  asked: { readonly day: string; readonly after: string | undefined; readonly limit: number },
): Promise<DirectiveLine[]> {
  return await db.rows<DirectiveLine>(
    `with line as (
       select ${directiveColumns}, r.session, r.number,
         -coalesce(extract(epoch from s.starts_on), 0) as place, coalesce(r.number, 0) as nth
       from directives.directive d left join directives.resolution r on r.id = d.resolution
         left join directives.session s on s.id = r.session)
     select l.id, l.resolution, l.title, l.session, l.number, i."effectiveOn", i."issuedOn", i."dueOn", i.issuances, o.obligations
     from line l
       cross join lateral (
         select count(*)::int as issuances, min(effective_on)::text as "effectiveOn", max(issued_on)::text as "issuedOn",
           (array_agg(due_on::text order by number desc) filter (where due_on is not null))[1] as "dueOn"
         from directives.issuance where directive = l.id) i
       cross join lateral (
         select count(distinct id)::int as obligations from directives.obligation
         where directive = l.id and valid_from <= $1 and (valid_to is null or valid_to >= $1)) o
     where $2::text is null or (l.place, l.nth, l.id) > (select place, nth, id from line where id = $2)
     order by l.place, l.nth, l.id limit $3`,
    [asked.day, asked.after ?? null, asked.limit + 1],
  )
}

export interface DatedObligation extends Obligation {
  readonly version: number
  readonly from: string
  /** Last day; null: it goes on. */
  readonly to: string | null
  readonly endedWhy: string | null
}

const obligationColumns = `id, version, directive, json_build_object('sw', title_sw, 'en', title_en) as title, addressee, due, rule, citation, verified,
  valid_from::text as "from", valid_to::text as "to", ended_why as "endedWhy"`

/** Every version of every obligation, by id and the latest first. */
export async function selectVersions(db: Db, directive: string): Promise<DatedObligation[]> {
  return await db.rows<DatedObligation>(
    `select ${obligationColumns} from directives.obligation where directive = $1 order by id, version desc limit 1000`,
    [directive],
  )
}

/** The latest version of one. */
export async function findLatest(db: Db, id: string): Promise<DatedObligation | undefined> {
  const [row] = await db.rows<DatedObligation>(
    `select ${obligationColumns} from directives.obligation where id = $1 order by version desc limit 1`,
    [id],
  )
  return row
}

/** @returns whether it was open */
export async function endVersion(
  db: Db,
  id: string,
  ended: { readonly on: string; readonly why: string },
): Promise<boolean> {
  const rows = await db.rows(
    `update directives.obligation set valid_to = $2, ended_why = $3 where id = $1 and valid_to is null returning id`,
    [id, ended.on, ended.why],
  )
  return rows.length > 0
}
