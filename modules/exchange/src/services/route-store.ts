import type { Service } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'

/** Writes the row that the gateway routes. Its address (system, code, kind) never changes. */
export async function saveRoute(db: Db, service: Service): Promise<void> {
  const values = [
    service.id,
    service.name.sw,
    service.name.en,
    service.version,
    service.mode,
    service.esbCode ?? null,
    service.status,
    service.endpoint ? JSON.stringify(service.endpoint) : null,
    service.format,
    service.timeoutMs,
    service.concurrency,
    service.answerBytesMax,
    JSON.stringify(service.endpoints),
    service.openapi ?? null,
  ]
  // Not one upsert: `excluded.endpoint` would need the right to read endpoints, which only their owner's table gives.
  const changed = await db.rows(
    `update exchange.service set name_sw = $2, name_en = $3, version = $4, mode = $5, esb_code = $6, status = $7,
       endpoint = $8, format = $9, timeout_ms = $10, concurrency = $11, answer_bytes_max = $12, endpoints = $13,
       openapi = $14
     where id = $1 returning id`,
    values,
  )
  if (changed.length > 0) return
  await db.rows(
    `insert into exchange.service (id, name_sw, name_en, version, mode, esb_code, status, endpoint, format, timeout_ms,
       concurrency, answer_bytes_max, endpoints, openapi, system, code, kind)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [...values, service.system, service.code, service.kind],
  )
}

export async function setRouteStatus(
  db: Db,
  id: string,
  status: 'active' | 'suspended',
): Promise<void> {
  await db.rows('update exchange.service set status = $2 where id = $1', [id, status])
}
