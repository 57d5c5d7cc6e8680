import type { Db } from '@mtandao/pg'
import type { Alarm, Kept } from '../contract.ts'

const columns = `sha256, institution, bytes, media_type as "mediaType", person, at`

/** Given again by the same institution changes nothing. @returns whether it is new */
export async function insertKept(db: Db, kept: Kept): Promise<boolean> {
  const rows = await db.rows(
    `insert into facts.evidence (sha256, institution, bytes, media_type, person, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning sha256`,
    [kept.sha256, kept.institution, kept.bytes, kept.mediaType, kept.person, kept.at],
  )
  return rows.length > 0
}

/** Bytes of all files that an institution has given. */
export async function sumKept(db: Db, institution: string): Promise<number> {
  const [row] = await db.rows<{ bytes: number }>(
    `select coalesce(sum(bytes), 0)::float8 as bytes from facts.evidence where institution = $1`,
    [institution],
  )
  return row?.bytes ?? 0
}

/** The first row of it that the caller may see. */
export async function selectKept(db: Db, sha256: string): Promise<Kept | undefined> {
  const [row] = await db.rows<Kept>(
    `select ${columns} from facts.evidence where sha256 = $1 order by at, institution limit 1`,
    [sha256],
  )
  return row
}

/** Hashes after this one, ascending, each once. */
export async function selectHashes(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db.rows<{ sha256: string }>(
    `select distinct sha256 from facts.evidence where sha256 > $1 order by sha256 limit $2`,
    [after, limit],
  )
  return rows.map(({ sha256 }) => sha256)
}

export async function raiseAlarm(
  db: Db,
  alarm: { readonly sha256: string; readonly kind: 'altered' | 'missing'; readonly now: Date },
): Promise<void> {
  await db.rows(
    `insert into facts.evidence_alarm (sha256, kind, first_seen_at, last_seen_at) values ($1, $2, $3, $3)
     on conflict (sha256, kind) do update set last_seen_at = excluded.last_seen_at, seen = evidence_alarm.seen + 1`,
    [alarm.sha256, alarm.kind, alarm.now],
  )
}

/** Newest first, one row more than `limit`: what the caller may see of them, of their keepers and of the facts that rest on them. */
export async function selectAlarms(
  db: Db,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Alarm[]> {
  return await db.rows<Alarm>(
    `select id, sha256, kind, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", seen,
       array(select institution from facts.evidence as kept where kept.sha256 = alarm.sha256 order by institution limit 20) as keepers,
       (select count(*) from facts.fact where evidence = alarm.sha256) as facts
     from facts.evidence_alarm as alarm where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before ?? null, limit + 1],
  )
}
