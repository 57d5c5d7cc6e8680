import type { Agreement } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import type { AgreementStatus, Reason } from '../contract.ts'

/** As the gateway is to see it; the record of the agreement says by whom and why. */
export async function setAgreementStatus(
  db: Db,
  id: string,
  status: AgreementStatus,
  reason: Reason | undefined,
): Promise<void> {
  await db.rows(
    'update exchange.agreement set status = $2, reason_sw = $3, reason_en = $4 where id = $1',
    [id, status, reason?.sw ?? null, reason?.en ?? null],
  )
}

/** Adds or renews by id. The status of an agreement that exists is left: only people change it. */
export async function upsertAgreements(db: Db, rows: readonly Agreement[]): Promise<void> {
  await db.rows(
    `insert into exchange.agreement (id, consumer, service, status, reason_sw, reason_en, purposes, valid_from,
       valid_until, rules, per_minute, per_day, concurrency)
     select id, consumer, service, status, reason->>'sw', reason->>'en', purposes, "validFrom", "validUntil", rules,
       (quota->>'perMinute')::int, (quota->>'perDay')::int, (quota->>'concurrency')::int
     from jsonb_to_recordset($1) as row(id text, consumer text, service text, status text, reason jsonb, purposes text[],
       "validFrom" timestamptz, "validUntil" timestamptz, rules jsonb, quota jsonb)
     on conflict (id) do update set consumer = excluded.consumer, service = excluded.service,
       purposes = excluded.purposes, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
       rules = excluded.rules, per_minute = excluded.per_minute, per_day = excluded.per_day,
       concurrency = excluded.concurrency`,
    [JSON.stringify(rows)],
  )
}

export async function listAgreements(db: Db): Promise<Agreement[]> {
  const rows = await db.rows<AgreementRow>(
    `select id, consumer, service, status, reason_sw, reason_en, purposes, valid_from, valid_until, rules, per_minute,
       per_day, concurrency
     from exchange.agreement order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    consumer: row.consumer,
    service: row.service,
    status: row.status,
    ...(row.reason_sw !== null &&
      row.reason_en !== null && { reason: { sw: row.reason_sw, en: row.reason_en } }),
    purposes: row.purposes,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    rules: row.rules,
    quota: { perMinute: row.per_minute, perDay: row.per_day, concurrency: row.concurrency },
  }))
}

interface AgreementRow {
  id: string
  consumer: string
  service: string
  status: AgreementStatus
  reason_sw: string | null
  reason_en: string | null
  purposes: string[]
  valid_from: Date
  valid_until: Date
  rules: Agreement['rules']
  per_minute: number
  per_day: number
  concurrency: number
}
