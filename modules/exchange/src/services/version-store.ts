import type { Db } from '@mtandao/pg'
import type { DocumentKind } from './contract/read-document.ts'
import type { ServiceContract } from './contract/service-contract.ts'
import type { VersionStatus } from './lifecycle.ts'
import type { ServiceVersion } from './offered-service.ts'

const columns = `number, status, document_kind, created_at, published_at, deprecated_at, ends_on::text, retired_at`

/** Newest first, without their documents. Of services of others: what was ever published. */
export async function selectVersions(db: Db, service: string): Promise<ServiceVersion[]> {
  const rows = await db.rows<VersionRow>(
    `select ${columns} from exchange.service_version where service = $1 order by number desc limit 200`,
    [service],
  )
  return rows.map(versionOf)
}

export async function selectContract(
  db: Db,
  service: string,
  number: number,
): Promise<ServiceContract | undefined> {
  const [row] = await db.rows<{ contract: ServiceContract }>(
    'select contract from exchange.service_version where service = $1 and number = $2',
    [service, number],
  )
  return row?.contract
}

export async function selectDocument(
  db: Db,
  service: string,
  number: number,
): Promise<{ kind: DocumentKind; text: string } | undefined> {
  const [row] = await db.rows<{ kind: DocumentKind; text: string }>(
    `select document_kind as kind, document as text from exchange.service_version
     where service = $1 and number = $2`,
    [service, number],
  )
  return row
}

export interface Draft {
  readonly service: string
  readonly institution: string
  readonly documentKind: DocumentKind
  readonly document: string
  readonly contract: ServiceContract
  readonly at: Date
  readonly by: string | null
}

/** Starts a draft, or writes over the one there is: one is being written at a time. @returns its number */
export async function saveDraft(db: Db, draft: Draft): Promise<number> {
  const { service, institution, documentKind, document, contract, at, by } = draft
  const values = [service, documentKind, document, JSON.stringify(contract), at, by]
  const [changed] = await db.rows<{ number: number }>(
    `update exchange.service_version set document_kind = $2, document = $3, contract = $4, created_at = $5,
       created_by = $6 where service = $1 and status = 'draft' returning number`,
    values,
  )
  if (changed) return changed.number
  const [added] = await db.rows<{ number: number }>(
    `insert into exchange.service_version (service, number, institution, status, document_kind, document, contract,
       created_at, created_by)
     select $1, coalesce(max(number), 0) + 1, $7, 'draft', $2, $3, $4, $5, $6
     from exchange.service_version where service = $1 returning number`,
    [...values, institution],
  )
  if (!added) throw new Error('invariant: an insert returned nothing')
  return added.number
}

export interface VersionChange {
  readonly status: VersionStatus
  readonly at: Date
  readonly by?: string | undefined
  readonly endsOn?: string | undefined
}

/** Sets a state with the moment it began; the moments of earlier states stay. */
export async function setVersionStatus(
  db: Db,
  service: string,
  number: number,
  { status, at, by, endsOn }: VersionChange,
): Promise<void> {
  await db.rows(
    `update exchange.service_version set status = $3,
       published_at = case when $3 = 'published' then $4 else published_at end,
       published_by = case when $3 = 'published' then $5 else published_by end,
       deprecated_at = case when $3 = 'deprecated' then $4 else deprecated_at end,
       ends_on = case when $3 = 'deprecated' then $6::date else ends_on end,
       retired_at = case when $3 = 'retired' then $4 else retired_at end
     where service = $1 and number = $2`,
    [service, number, status, at, by ?? null, endsOn ?? null],
  )
}

export interface VersionRow {
  number: number
  status: VersionStatus
  document_kind: DocumentKind
  created_at: Date
  published_at: Date | null
  deprecated_at: Date | null
  ends_on: string | null
  retired_at: Date | null
}

export function versionOf(row: VersionRow): ServiceVersion {
  return {
    number: row.number,
    status: row.status,
    documentKind: row.document_kind,
    createdAt: row.created_at,
    publishedAt: row.published_at,
    deprecatedAt: row.deprecated_at,
    endsOn: row.ends_on,
    retiredAt: row.retired_at,
  }
}
