import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { AcceptanceRow, ResolutionRow, SessionRow } from '../keeping/session-store.ts'

const sessionColumns = `id, number, json_build_object('sw', name_sw, 'en', name_en) as name, starts_on::text as "from", ends_on::text as "to",
  json_build_object('sw', place_sw, 'en', place_en) as place, participants, topics, pillars, citation`

/** Latest first. */
export async function selectSessions(db: Db): Promise<SessionRow[]> {
  return await db.rows<SessionRow>(
    `select ${sessionColumns} from directives.session order by starts_on desc, number desc limit 1000`,
  )
}

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  const [row] = await db.rows<SessionRow>(
    `select ${sessionColumns} from directives.session where id = $1`,
    [id],
  )
  return row
}

export interface PresenterRow {
  readonly name: string
  readonly acronym: string
}

export async function selectPresenters(db: Db, session: string): Promise<PresenterRow[]> {
  return await db.rows<PresenterRow>(
    `select name, acronym from directives.presenter where session = $1 order by position limit 1000`,
    [session],
  )
}

export interface TopicRow {
  readonly session: string
  readonly number: number
  readonly title: Text
  /** Null: the source does not say. */
  readonly presenter: string | null
  readonly pillar: Text | null
  readonly citation: string
}

export async function selectTopics(db: Db, session: string): Promise<TopicRow[]> {
  return await db.rows<TopicRow>(
    `select session, number, json_build_object('sw', title_sw, 'en', title_en) as title, presenter,
       case when pillar_sw is null then null else json_build_object('sw', pillar_sw, 'en', pillar_en) end as pillar, citation
     from directives.topic where session = $1 order by number limit 1000`,
    [session],
  )
}

/** @returns whether it was new */
export async function insertTopic(db: Db, row: TopicRow): Promise<boolean> {
  const added = await db.rows(
    `insert into directives.topic (session, number, title_sw, title_en, presenter, pillar_sw, pillar_en, citation)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning number`,
    [
      row.session,
      row.number,
      row.title.sw,
      row.title.en,
      row.presenter,
      row.pillar?.sw ?? null,
      row.pillar?.en ?? null,
      row.citation,
    ],
  )
  return added.length > 0
}

export interface Resolution extends ResolutionRow {
  readonly id: string
  readonly session: string
  readonly citation: string
  /** Null: nobody has accepted it yet. */
  readonly acceptance: AcceptanceRow | null
  /** The directive made of it; null: none yet. */
  readonly directive: string | null
}

const resolutionColumns = `r.id, r.session, r.number, r.reconstructed, json_build_object('sw', r.title_sw, 'en', r.title_en) as title,
  r.sentence, r.citation, d.id as directive,
  case when a.resolution is null then null else json_build_object('resolution', a.resolution,
    'office', json_build_object('sw', a.office_sw, 'en', a.office_en), 'holder', a.holder, 'on', a.accepted_on,
    'text', json_build_object('sw', a.text_sw, 'en', a.text_en), 'amended', a.amended, 'contentHash', a.content_hash,
    'citation', a.citation) end as acceptance
  from directives.resolution r left join directives.acceptance a on a.resolution = r.id
    left join directives.directive d on d.resolution = r.id`

export async function selectResolutions(db: Db, session: string): Promise<Resolution[]> {
  return await db.rows<Resolution>(
    `select ${resolutionColumns} where r.session = $1 order by r.number limit 1000`,
    [session],
  )
}

export async function findResolution(db: Db, id: string): Promise<Resolution | undefined> {
  const [row] = await db.rows<Resolution>(`select ${resolutionColumns} where r.id = $1`, [id])
  return row
}
