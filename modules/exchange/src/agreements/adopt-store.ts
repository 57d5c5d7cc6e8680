import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Quota } from './content.ts'

/** One agreement of an enrolment, as its record begins or goes on. */
export interface EnrolledRow {
  readonly id: string
  readonly version: number
  readonly consumerInstitution: string
  readonly consumerSystem: string
  readonly providerInstitution: string
  readonly providerSystem: string
  readonly service: string
  readonly state: 'active' | 'suspended' | 'ended'
  readonly reasonSw: string | null
  readonly reasonEn: string | null
  readonly validFrom: string
  readonly validUntil: string
  readonly quota: Quota
  readonly content: string
  readonly hash: string
}

/** Records that exist, with the kind and text of what is in force. */
export async function listAdopted(db: Db) {
  return await db.rows<{
    id: string
    kind: string
    content: string
    newest: number
  }>(
    `select r.id, v.kind, c.content,
       (select max(number) from exchange.agreement_version where agreement = r.id) as newest
     from exchange.agreement_record as r
     join exchange.agreement_version as v on v.agreement = r.id and v.number = coalesce(r.in_force, 1)
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision`,
  )
}

export async function nameServices(db: Db) {
  return await db.rows<{ id: string; system: string; name: Text; version: string }>(
    `select id, system, json_build_object('sw', name_sw, 'en', name_en) as name, version from exchange.service`,
  )
}

/** Records are added once; a version more takes the place of the one in force. */
export async function insertEnrolled(
  db: Db,
  rows: readonly EnrolledRow[],
  at: Date,
): Promise<void> {
  const given = JSON.stringify(rows)
  const table = `jsonb_to_recordset($1) as row(id text, version int, "consumerInstitution" text, "consumerSystem" text,
    "providerInstitution" text, "providerSystem" text, service text, state text, "reasonSw" text, "reasonEn" text,
    "validFrom" timestamptz, "validUntil" timestamptz, quota jsonb, content text, hash text)`
  await db.rows(
    `insert into exchange.agreement_record (id, consumer_institution, consumer_system, provider_institution,
       provider_system, service, state, state_since, origin, suspended_side, reason_sw, reason_en, submitted_at, created_at)
     select id, "consumerInstitution", "consumerSystem", "providerInstitution", "providerSystem", service, state, $2,
       'enrolment', case when state = 'suspended' then 'ega' end, "reasonSw", "reasonEn", $2, $2
     from ${table} on conflict (id) do nothing`,
    [given, at],
  )
  await db.rows(
    `update exchange.agreement_version as v set state = 'superseded' from ${table}
     where v.agreement = row.id and v.state = 'in-force'`,
    [given],
  )
  await db.rows(
    `insert into exchange.agreement_version (agreement, number, kind, state, revision, content_hash, valid_from,
       valid_until, personal_data, quota, submitted_at, created_at)
     select id, version, 'enrolment', 'in-force', 1, hash, "validFrom", "validUntil", false, quota, $2, $2
     from ${table}`,
    [given, at],
  )
  await db.rows(
    `insert into exchange.agreement_content (agreement, version, revision, content, hash, at)
     select id, version, 1, content, hash, $2 from ${table}`,
    [given, at],
  )
  await db.rows(
    `update exchange.agreement_record as r set in_force = version, valid_until = "validUntil"
     from ${table} where r.id = row.id`,
    [given],
  )
  await db.rows(
    `insert into exchange.agreement_event (agreement, at, event, version)
     select id, $2, 'enrolled', version from ${table}`,
    [given, at],
  )
}

/** Of these agreements, those that people agreed to here: an import leaves them as they are. */
export async function findAgreedByPeople(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    `select r.id from exchange.agreement_record as r
     join exchange.agreement_version as v on v.agreement = r.id and v.number = r.in_force
     where r.id = any($1::text[]) and v.kind <> 'enrolment'`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}
