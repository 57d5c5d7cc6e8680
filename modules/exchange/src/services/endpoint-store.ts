import type { Endpoint } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import { endpointDefaults, type ServiceEndpoint } from './offered-service.ts'

interface EndpointRow {
  endpoint: Endpoint | null
  timeout_ms: number
  concurrency: number
  answer_bytes_max: number
  quota_per_minute: number
  quota_per_day: number
}

/** What the provider set; the defaults until it did. */
export async function selectEndpoint(db: Db, service: string): Promise<ServiceEndpoint> {
  const [row] = await db.rows<EndpointRow>(
    `select endpoint, timeout_ms, concurrency, answer_bytes_max, quota_per_minute, quota_per_day
     from exchange.service_endpoint where service = $1`,
    [service],
  )
  if (!row) return endpointDefaults
  return {
    endpoint: row.endpoint,
    timeoutMs: row.timeout_ms,
    concurrency: row.concurrency,
    answerBytesMax: row.answer_bytes_max,
    quota: { perMinute: row.quota_per_minute, perDay: row.quota_per_day },
  }
}

export async function saveEndpoint(
  db: Db,
  service: string,
  institution: string,
  { endpoint, timeoutMs, concurrency, answerBytesMax, quota }: ServiceEndpoint,
  { at, by }: { readonly at: Date; readonly by: string | null },
): Promise<void> {
  await db.rows(
    `insert into exchange.service_endpoint (service, institution, endpoint, timeout_ms, concurrency, answer_bytes_max,
       quota_per_minute, quota_per_day, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (service) do update set endpoint = excluded.endpoint, timeout_ms = excluded.timeout_ms,
       concurrency = excluded.concurrency, answer_bytes_max = excluded.answer_bytes_max,
       quota_per_minute = excluded.quota_per_minute, quota_per_day = excluded.quota_per_day,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [
      service,
      institution,
      endpoint && JSON.stringify(endpoint),
      timeoutMs,
      concurrency,
      answerBytesMax,
      quota.perMinute,
      quota.perDay,
      at,
      by,
    ],
  )
}
