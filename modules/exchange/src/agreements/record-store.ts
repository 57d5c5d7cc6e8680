import type { Db } from '@mtandao/pg'
import type { StepName, Side } from './approval-path.ts'
import type { Quota, SealedContent } from './content.ts'
import type { AgreementState, VersionState } from './lifecycle.ts'

/** The record of an agreement and its versions; who may see a row is said by the row-level policies of the transaction. */

export interface RecordRow {
  readonly id: string
  readonly consumerInstitution: string
  readonly consumerSystem: string
  readonly providerInstitution: string
  readonly providerSystem: string
  readonly service: string
  readonly state: AgreementState
  readonly stateSince: Date
  readonly origin: 'request' | 'enrolment'
  readonly inForce: number | null
  readonly validUntil: Date | null
  readonly suspendedSide: Side | null
  readonly reasonSw: string | null
  readonly reasonEn: string | null
  readonly submittedAt: Date | null
  readonly createdAt: Date
}

const recordColumns = `r.id, r.consumer_institution as "consumerInstitution", r.consumer_system as "consumerSystem",
  r.provider_institution as "providerInstitution", r.provider_system as "providerSystem", r.service, r.state,
  r.state_since as "stateSince", r.origin, r.in_force as "inForce", r.valid_until as "validUntil",
  r.suspended_side as "suspendedSide", r.reason_sw as "reasonSw", r.reason_en as "reasonEn",
  r.submitted_at as "submittedAt", r.created_at as "createdAt"`

export interface VersionRow {
  readonly number: number
  readonly kind: 'first' | 'renewal' | 'amendment' | 'enrolment'
  readonly state: VersionState
  readonly revision: number
  readonly contentHash: string
  /** Canonical JSON. */
  readonly content: string
  readonly validFrom: Date
  readonly validUntil: Date
  readonly personalData: boolean
  readonly officersApprove: boolean
  readonly quota: Quota | null
  readonly submittedAt: Date | null
  readonly awaitsStep: StepName | null
  readonly awaitsInstitution: string | null
  readonly awaitsRole: string | null
  readonly awaitsSince: Date | null
  readonly createdAt: Date
}

const versionColumns = `v.number, v.kind, v.state, v.revision, v.content_hash as "contentHash", c.content,
  v.valid_from as "validFrom", v.valid_until as "validUntil", v.personal_data as "personalData",
  v.officers_approve as "officersApprove", v.quota, v.submitted_at as "submittedAt", v.awaits_step as "awaitsStep",
  v.awaits_institution as "awaitsInstitution", v.awaits_role as "awaitsRole", v.awaits_since as "awaitsSince",
  v.created_at as "createdAt"`

export async function findRecord(db: Db, id: string): Promise<RecordRow | undefined> {
  const [row] = await db.rows<RecordRow>(
    `select ${recordColumns} from exchange.agreement_record as r where r.id = $1`,
    [id],
  )
  return row
}

/** Locks the record until the transaction ends: two people cannot decide on the same state. */
export async function findRecordForUpdate(db: Db, id: string): Promise<RecordRow | undefined> {
  const [row] = await db.rows<RecordRow>(
    `select ${recordColumns} from exchange.agreement_record as r where r.id = $1 for update`,
    [id],
  )
  return row
}

/** Whether this system has, or asks for, this service already. */
export async function findLiveRecord(
  db: Db,
  consumerSystem: string,
  service: string,
): Promise<{ readonly id: string } | undefined> {
  const [row] = await db.rows<{ id: string }>(
    `select id from exchange.agreement_record
     where consumer_system = $1 and service = $2 and state not in ('ended', 'refused') limit 1`,
    [consumerSystem, service],
  )
  return row
}

export type NewRecord = Pick<
  RecordRow,
  | 'id'
  | 'consumerInstitution'
  | 'consumerSystem'
  | 'providerInstitution'
  | 'providerSystem'
  | 'service'
>

export async function insertRecord(db: Db, record: NewRecord, at: Date): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_record (id, consumer_institution, consumer_system, provider_institution,
       provider_system, service, state, state_since, origin, created_at)
     values ($1, $2, $3, $4, $5, $6, 'draft', $7, 'request', $7)`,
    [
      record.id,
      record.consumerInstitution,
      record.consumerSystem,
      record.providerInstitution,
      record.providerSystem,
      record.service,
      at,
    ],
  )
}

export interface RecordMove {
  readonly state: AgreementState
  readonly at: Date
  readonly suspendedSide?: Side | undefined
  readonly reason?: { readonly sw: string; readonly en: string } | undefined
}

/** The whole of a change of state: side and reason of the state before go with it. */
export async function moveRecord(db: Db, id: string, move: RecordMove): Promise<void> {
  await db.rows(
    `update exchange.agreement_record set state = $2, state_since = $3, suspended_side = $4, reason_sw = $5,
       reason_en = $6 where id = $1`,
    [
      id,
      move.state,
      move.at,
      move.suspendedSide ?? null,
      move.reason?.sw ?? null,
      move.reason?.en ?? null,
    ],
  )
}

export async function markSubmitted(db: Db, id: string, at: Date): Promise<void> {
  await db.rows(
    'update exchange.agreement_record set submitted_at = $2 where id = $1 and submitted_at is null',
    [id, at],
  )
}

export async function setInForce(
  db: Db,
  id: string,
  version: Pick<VersionRow, 'number' | 'validUntil'>,
): Promise<void> {
  await db.rows(
    'update exchange.agreement_record set in_force = $2, valid_until = $3 where id = $1',
    [id, version.number, version.validUntil],
  )
}

/** Oldest first. */
export async function listVersions(db: Db, agreement: string): Promise<VersionRow[]> {
  return await db.rows<VersionRow>(
    `select ${versionColumns} from exchange.agreement_version as v
     join exchange.agreement_content as c
       on c.agreement = v.agreement and c.version = v.number and c.revision = v.revision
     where v.agreement = $1 order by v.number`,
    [agreement],
  )
}

export interface VersionText {
  readonly sealed: SealedContent
  readonly validFrom: Date
  readonly validUntil: Date
  readonly personalData: boolean
}

export async function insertVersion(
  db: Db,
  agreement: string,
  { number, kind }: Pick<VersionRow, 'number' | 'kind'>,
  { sealed, validFrom, validUntil, personalData }: VersionText,
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_version (agreement, number, kind, state, revision, content_hash, valid_from,
       valid_until, personal_data, created_at)
     values ($1, $2, $3, 'draft', 1, $4, $5, $6, $7, $8)`,
    [agreement, number, kind, sealed.hash, validFrom, validUntil, personalData, at],
  )
}

/** A new text of a version: nobody is awaited until it is submitted again. */
export async function setVersionText(
  db: Db,
  agreement: string,
  { number, revision }: Pick<VersionRow, 'number' | 'revision'>,
  { sealed, validFrom, validUntil, personalData }: VersionText,
): Promise<void> {
  await db.rows(
    `update exchange.agreement_version set state = 'draft', revision = $3, content_hash = $4, valid_from = $5,
       valid_until = $6, personal_data = $7, quota = null, awaits_step = null, awaits_institution = null,
       awaits_role = null, awaits_since = null
     where agreement = $1 and number = $2`,
    [agreement, number, revision, sealed.hash, validFrom, validUntil, personalData],
  )
}

export interface Awaited {
  readonly step: StepName
  readonly institution: string
  readonly role: string
  readonly since: Date
}

export async function setVersionState(
  db: Db,
  agreement: string,
  number: number,
  state: VersionState,
  awaited?: Awaited,
): Promise<void> {
  await db.rows(
    `update exchange.agreement_version set state = $3, awaits_step = $4, awaits_institution = $5, awaits_role = $6,
       awaits_since = $7 where agreement = $1 and number = $2`,
    [
      agreement,
      number,
      state,
      awaited?.step ?? null,
      awaited?.institution ?? null,
      awaited?.role ?? null,
      awaited?.since ?? null,
    ],
  )
}

export async function setVersionSubmitted(
  db: Db,
  agreement: string,
  number: number,
  { at, officersApprove }: { readonly at: Date; readonly officersApprove: boolean },
): Promise<void> {
  await db.rows(
    `update exchange.agreement_version set submitted_at = coalesce(submitted_at, $3), officers_approve = $4
     where agreement = $1 and number = $2`,
    [agreement, number, at, officersApprove],
  )
}

export async function setVersionQuota(
  db: Db,
  agreement: string,
  number: number,
  quota: Quota,
): Promise<void> {
  await db.rows(
    'update exchange.agreement_version set quota = $3 where agreement = $1 and number = $2',
    [agreement, number, JSON.stringify(quota)],
  )
}

export interface Writer {
  readonly person: string
  readonly personName: string
}

export async function insertContent(
  db: Db,
  of: { readonly agreement: string; readonly version: number; readonly revision: number },
  { text, hash }: SealedContent,
  writer: Writer,
  at: Date,
): Promise<void> {
  await db.rows(
    `insert into exchange.agreement_content (agreement, version, revision, content, hash, person, person_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [of.agreement, of.version, of.revision, text, hash, writer.person, writer.personName, at],
  )
}

/** Every text a version ever had, oldest first. */
export async function listContents(
  db: Db,
  agreement: string,
  version: number,
): Promise<{ readonly content: string; readonly revision: number; readonly at: Date }[]> {
  return await db.rows(
    `select content, revision, at from exchange.agreement_content
     where agreement = $1 and version = $2 order by revision`,
    [agreement, version],
  )
}

/** Records whose last day has passed, and records with an approved version whose first day has come. */
export async function listDue(db: Db, at: Date, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select id from exchange.agreement_record where state in ('active', 'suspended') and valid_until <= $1
     union
     select agreement from exchange.agreement_version where state = 'approved' and valid_from <= $1
     limit $2`,
    [at, limit],
  )
  return rows.map(({ id }) => id)
}
