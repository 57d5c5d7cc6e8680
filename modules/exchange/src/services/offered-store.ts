import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { OfferedService, ServiceDescription } from './offered-service.ts'

const columns = `id, institution, system, code, name_sw, name_en, summary_sw, summary_en, kind, mode, format, audience,
  personal_data, contact, esb_code, listed, status, reason_sw, reason_en, suspended_by, origin, created_at`

export async function selectService(db: Db, id: string): Promise<OfferedService | undefined> {
  const [row] = await db.rows<OfferedRow>(
    `select ${columns} from exchange.offered_service where id = $1`,
    [id],
  )
  return row && offeredOf(row)
}

/** Locks the row until the transaction ends: two officers do not publish over each other. */
export async function selectServiceForUpdate(
  db: Db,
  id: string,
): Promise<OfferedService | undefined> {
  const [row] = await db.rows<OfferedRow>(
    `select ${columns} from exchange.offered_service where id = $1 for update`,
    [id],
  )
  return row && offeredOf(row)
}

/** Of one institution, or of all, by Swahili name. `after` is the name and id of the last one seen. */
export async function selectServicesOf(
  db: Db,
  institution: string | undefined,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<OfferedService[]> {
  const rows = await db.rows<OfferedRow>(
    `select ${columns} from exchange.offered_service
     where ($1::text is null or institution = $1) and ($2::text is null or (name_sw, id) > ($2, $3))
     order by name_sw, id limit $4`,
    [institution ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  )
  return rows.map(offeredOf)
}

export interface NewService extends ServiceDescription {
  readonly id: string
  readonly institution: string
  readonly system: string
  readonly code: string
  readonly kind: 'pull' | 'push'
  readonly esbCode: string | null
  readonly listed: boolean
  readonly status: 'active' | 'suspended'
  readonly origin: 'portal' | 'enrolment'
  readonly searchName: string
  readonly searchMore: string
  readonly createdBy: string | null
}

/** @returns false when its id, or its system and code, are taken */
export async function insertService(db: Db, service: NewService): Promise<boolean> {
  const reason = service.status === 'suspended' ? '–' : null
  const rows = await db.rows(
    `insert into exchange.offered_service (id, institution, system, code, name_sw, name_en, summary_sw, summary_en, kind,
       mode, format, audience, personal_data, contact, esb_code, listed, status, reason_sw, reason_en, origin,
       search_name, search_more, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $20, $21, $22)
     on conflict do nothing returning id`,
    [
      service.id,
      service.institution,
      service.system,
      service.code,
      service.name.sw,
      service.name.en,
      service.summary.sw,
      service.summary.en,
      service.kind,
      service.mode,
      service.format,
      service.audience,
      service.personalData,
      service.contact,
      service.esbCode,
      service.listed,
      service.status,
      reason,
      service.origin,
      service.searchName,
      service.searchMore,
      service.createdBy,
    ],
  )
  return rows.length > 0
}

export async function updateDescription(
  db: Db,
  id: string,
  { name, summary, mode, format, audience, personalData, contact }: ServiceDescription,
  search: { readonly name: string; readonly more: string },
): Promise<void> {
  await db.rows(
    `update exchange.offered_service set name_sw = $2, name_en = $3, summary_sw = $4, summary_en = $5, mode = $6,
       format = $7, audience = $8, personal_data = $9, contact = $10, search_name = $11, search_more = $12
     where id = $1`,
    [
      id,
      name.sw,
      name.en,
      summary.sw,
      summary.en,
      mode,
      format,
      audience,
      personalData,
      contact,
      search.name,
      search.more,
    ],
  )
}

export async function updateListing(
  db: Db,
  id: string,
  { listed, esbCode }: { readonly listed: boolean; readonly esbCode: string | null },
): Promise<void> {
  await db.rows('update exchange.offered_service set listed = $2, esb_code = $3 where id = $1', [
    id,
    listed,
    esbCode,
  ])
}

export async function updateStatus(
  db: Db,
  id: string,
  status: 'active' | 'suspended',
  stop: { readonly reason: Text; readonly by: 'institution' | 'ega' } | null,
): Promise<void> {
  await db.rows(
    `update exchange.offered_service set status = $2, reason_sw = $3, reason_en = $4, suspended_by = $5 where id = $1`,
    [id, status, stop?.reason.sw ?? null, stop?.reason.en ?? null, stop?.by ?? null],
  )
}

/** The next code of the bus that no service of this kind has, those that came with an enrolment included. */
export async function nextEsbCode(db: Db, kind: 'pull' | 'push'): Promise<string> {
  for (let attempt = 0; attempt < 10_000; attempt += 1) {
    const [row] = await db.rows<{ code: string; taken: boolean }>(
      `with next as (select 'SRVC' || lpad(number::text, greatest(4, length(number::text)), '0') as code
         from nextval('exchange.esb_code_number') as number)
       select code, exists (select from exchange.service where kind = $1 and esb_code = next.code) as taken from next`,
      [kind],
    )
    if (row && !row.taken) return row.code
  }
  throw new Error('invariant: ten thousand service codes in a row are taken')
}

export interface OfferedRow {
  id: string
  institution: string
  system: string
  code: string
  name_sw: string
  name_en: string
  summary_sw: string
  summary_en: string
  kind: OfferedService['kind']
  mode: OfferedService['mode']
  format: OfferedService['format']
  audience: OfferedService['audience']
  personal_data: boolean
  contact: string
  esb_code: string | null
  listed: boolean
  status: OfferedService['status']
  reason_sw: string | null
  reason_en: string | null
  suspended_by: OfferedService['suspendedBy']
  origin: OfferedService['origin']
  created_at: Date
}

export function offeredOf(row: OfferedRow): OfferedService {
  const { reason_sw: sw, reason_en: en } = row
  return {
    id: row.id,
    institution: row.institution,
    system: row.system,
    code: row.code,
    name: { sw: row.name_sw, en: row.name_en },
    summary: { sw: row.summary_sw, en: row.summary_en },
    kind: row.kind,
    mode: row.mode,
    format: row.format,
    audience: row.audience,
    personalData: row.personal_data,
    contact: row.contact,
    esbCode: row.esb_code,
    listed: row.listed,
    status: row.status,
    reason: sw !== null && en !== null ? { sw, en } : null,
    suspendedBy: row.suspended_by,
    origin: row.origin,
    createdAt: row.created_at,
  }
}

/** Every column of a service, for other queries of this area. */
export const offeredColumns = columns
