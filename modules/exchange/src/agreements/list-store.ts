import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { AgreementState } from './lifecycle.ts'
import type { StepName } from './approval-path.ts'

/** One line of the list. Names are as they were written into the newest text. */
export interface AgreementLine {
  readonly id: string
  readonly state: AgreementState
  readonly stateSince: Date
  readonly consumer: {
    readonly institution: string
    readonly name: Text
    readonly systemName: Text
  }
  readonly provider: {
    readonly institution: string
    readonly name: Text
    readonly systemName: Text
  }
  readonly service: { readonly id: string; readonly name: Text; readonly version: string }
  readonly validUntil: Date | null
  readonly awaitsStep: StepName | null
  readonly awaitsInstitution: string | null
  readonly awaitsRole: string | null
  readonly awaitsSince: Date | null
}

export interface LineQuery {
  /** As consumer or provider of this institution, as either, or awaited from holders of these roles in it; all that is seen otherwise. */
  readonly as: 'consumer' | 'provider' | 'party' | 'waiting' | 'all'
  readonly institution: string
  readonly roles: readonly string[]
  readonly state?: AgreementState | undefined
  /** The last line seen: `{ at, id }`. */
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

const conditions: Record<LineQuery['as'], string> = {
  consumer: 'r.consumer_institution = $1',
  provider: 'r.provider_institution = $1',
  party: '(r.consumer_institution = $1 or r.provider_institution = $1)',
  waiting: `exists (select from exchange.agreement_version as w where w.agreement = r.id and w.state = 'pending'
    and w.awaits_institution = $1 and w.awaits_role = any($2::text[]))`,
  all: 'true',
}

/** Newest change first; the row-level policies say what is seen at all. */
export async function selectLines(db: Db, query: LineQuery): Promise<AgreementLine[]> {
  return await db.rows<AgreementLine>(
    `select r.id, r.state, r.state_since as "stateSince", r.valid_until as "validUntil",
       c.content::json->'consumer' as consumer, c.content::json->'provider' as provider,
       c.content::json->'service' as service, v.awaits_step as "awaitsStep", v.awaits_institution as "awaitsInstitution",
       v.awaits_role as "awaitsRole", v.awaits_since as "awaitsSince"
     from exchange.agreement_record as r
     join lateral (select * from exchange.agreement_version where agreement = r.id order by number desc limit 1) as v
       on true
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where ${conditions[query.as]} and $1::text is not null and $2::text[] is not null
       and ($3::text is null or r.state = $3)
       and ($4::timestamptz is null
         or (r.state_since <= $4 and (r.state_since < $4 or r.id > $5::text)))
     order by r.state_since desc, r.id limit $6`,
    [
      query.institution,
      query.roles,
      query.state ?? null,
      query.after?.at ?? null,
      query.after?.id ?? null,
      query.limit,
    ],
  )
}

export interface WaitingLine {
  readonly id: string
  readonly step: StepName
  readonly since: Date
  readonly service: Text
  readonly consumer: Text
}

/** Longest waiting first. */
export async function selectWaiting(
  db: Db,
  { institution, roles, limit }: Pick<LineQuery, 'institution' | 'roles' | 'limit'>,
): Promise<WaitingLine[]> {
  return await db.rows<WaitingLine>(
    `select v.agreement as id, v.awaits_step as step, v.awaits_since as since,
       c.content::json->'service'->'name' as service, c.content::json->'consumer'->'name' as consumer
     from exchange.agreement_version as v
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where v.state = 'pending' and v.awaits_institution = $1 and v.awaits_role = any($2::text[])
     order by v.awaits_since limit $3`,
    [institution, roles, limit],
  )
}

export interface StandingLine {
  readonly id: string
  readonly since: Date
  readonly service: Text
}

/** Texts of this institution as consumer that nobody has submitted, also those that came back. */
export async function selectDrafts(
  db: Db,
  { institution, limit }: Pick<LineQuery, 'institution' | 'limit'>,
): Promise<StandingLine[]> {
  return await db.rows<StandingLine>(
    `select r.id, c.at as since, c.content::json->'service'->'name' as service
     from exchange.agreement_record as r
     join exchange.agreement_version as v on v.agreement = r.id and v.state = 'draft'
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where r.consumer_institution = $1
     order by c.at limit $2`,
    [institution, limit],
  )
}

/** Agreements of this institution as consumer that somebody else suspended. */
export async function selectSuspended(
  db: Db,
  { institution, limit }: Pick<LineQuery, 'institution' | 'limit'>,
): Promise<StandingLine[]> {
  return await db.rows<StandingLine>(
    `select r.id, r.state_since as since, c.content::json->'service'->'name' as service
     from exchange.agreement_record as r
     join exchange.agreement_version as v on v.agreement = r.id and v.number = r.in_force
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where r.consumer_institution = $1 and r.state = 'suspended' and r.suspended_side <> 'consumer'
     order by r.state_since limit $2`,
    [institution, limit],
  )
}

/** Agreements of this institution as consumer that end before a day and have no text on its way. */
export async function selectEnding(
  db: Db,
  { institution, before, limit }: { institution: string; before: Date; limit: number },
): Promise<{ readonly id: string; readonly validUntil: Date; readonly service: Text }[]> {
  return await db.rows(
    `select r.id, r.valid_until as "validUntil", c.content::json->'service'->'name' as service
     from exchange.agreement_record as r
     join exchange.agreement_version as v on v.agreement = r.id and v.number = r.in_force
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where r.consumer_institution = $1 and r.state in ('active', 'suspended') and r.valid_until < $2
       and not exists (select from exchange.agreement_version as o
         where o.agreement = r.id and o.state in ('draft', 'pending', 'approved'))
     order by r.valid_until limit $3`,
    [institution, before, limit],
  )
}
