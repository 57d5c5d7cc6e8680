import type { Endpoint, Service } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'

/** Adds or renews by id. */
export async function upsertServices(db: Db, rows: readonly Service[]): Promise<void> {
  await db.rows(
    `insert into exchange.service (id, system, code, name_sw, name_en, version, kind, mode, esb_code, status, endpoint,
       format, timeout_ms, concurrency, answer_bytes_max, endpoints, openapi)
     select id, system, code, name->>'sw', name->>'en', version, kind, mode, "esbCode", status, endpoint, format,
       "timeoutMs", concurrency, "answerBytesMax", endpoints, openapi
     from jsonb_to_recordset($1) as row(id text, system text, code text, name jsonb, version text, kind text, mode text,
       "esbCode" text, status text, endpoint jsonb, format text, "timeoutMs" int, concurrency int,
       "answerBytesMax" int, endpoints jsonb, openapi text)
     on conflict (id) do update set system = excluded.system, code = excluded.code, name_sw = excluded.name_sw,
       name_en = excluded.name_en, version = excluded.version, kind = excluded.kind, mode = excluded.mode,
       esb_code = excluded.esb_code, status = excluded.status, endpoint = excluded.endpoint, format = excluded.format,
       timeout_ms = excluded.timeout_ms, concurrency = excluded.concurrency,
       answer_bytes_max = excluded.answer_bytes_max, endpoints = excluded.endpoints, openapi = excluded.openapi`,
    [JSON.stringify(rows)],
  )
}

export async function listServices(db: Db): Promise<Service[]> {
  const rows = await db.rows<ServiceRow>(
    `select id, system, code, name_sw, name_en, version, kind, mode, esb_code, status, endpoint, format, timeout_ms,
       concurrency, answer_bytes_max, endpoints, openapi
     from exchange.service order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    system: row.system,
    code: row.code,
    name: { sw: row.name_sw, en: row.name_en },
    version: row.version,
    kind: row.kind,
    mode: row.mode,
    ...(row.esb_code !== null && { esbCode: row.esb_code }),
    status: row.status,
    ...(row.endpoint && { endpoint: row.endpoint }),
    format: row.format,
    timeoutMs: row.timeout_ms,
    concurrency: row.concurrency,
    answerBytesMax: row.answer_bytes_max,
    endpoints: row.endpoints,
    ...(row.openapi !== null && { openapi: row.openapi }),
  }))
}

/** Of these ids, the ones that exist. */
export async function findServiceIds(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    'select id from exchange.service where id = any($1::text[])',
    [ids],
  )
  return rows.map((row) => row.id)
}

/** Endpoints that hold sealed secrets, by service id: what an import compares with. */
export async function findEndpoints(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; endpoint: Endpoint }>(
    'select id, endpoint from exchange.service where id = any($1::text[]) and endpoint is not null',
    [ids],
  )
}

interface ServiceRow {
  id: string
  system: string
  code: string
  name_sw: string
  name_en: string
  version: string
  kind: Service['kind']
  mode: Service['mode']
  esb_code: string | null
  status: Service['status']
  endpoint: Endpoint | null
  format: Service['format']
  timeout_ms: number
  concurrency: number
  answer_bytes_max: number
  endpoints: Service['endpoints']
  openapi: string | null
}
