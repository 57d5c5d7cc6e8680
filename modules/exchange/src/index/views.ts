import type { Db } from '@mtandao/pg'
import type { ExchangeView, Figures } from '../contract.ts'
import {
  countRights,
  countSince,
  selectLatency,
  selectTallies,
  type ExchangeRecord,
} from './view-store.ts'

const latencySampleMax = 20_000

/** In one transaction, so that the numbers are of one moment and agree with each other. */
export async function readFigures(db: Db, now: Date): Promise<Figures> {
  const since = (ms: number) => new Date(now.getTime() - ms)
  const tallies = await selectTallies(db, now)
  const lastMinute = await countSince(db, since(60_000))
  const latencyMs = await selectLatency(db, since(300_000), latencySampleMax)
  const rights = await countRights(db, now)
  const of = (side: string) => tallies.find((row) => row.side === side)?.today ?? 0
  return {
    today: tallies.reduce((sum, row) => sum + row.today, 0),
    total: tallies.reduce((sum, row) => sum + row.total, 0),
    lastMinute,
    failedToday: { consumer: of('consumer'), bus: of('bus'), provider: of('provider') },
    latencyMs,
    ...rights,
  }
}

export function viewOf(row: ExchangeRecord): ExchangeView {
  return {
    id: row.id,
    at: row.at,
    door: row.door,
    consumer: {
      institution: row.consumer_institution,
      system: row.consumer_system,
      client: row.consumer_client,
    },
    provider: {
      institution: row.provider_institution,
      system: row.provider_system,
      client: null,
    },
    service: row.service,
    serviceName:
      row.service_sw !== null && row.service_en !== null
        ? { sw: row.service_sw, en: row.service_en }
        : null,
    agreement: row.agreement,
    purpose: row.purpose,
    operation: row.operation,
    status: row.status,
    outcome: row.outcome,
    side: row.side,
    latencyMs: row.latency_ms,
    journal: row.origin,
    requestIndex: row.request_index,
    responseIndex: row.response_index,
    requestBytes: row.request_bytes,
    responseBytes: row.response_bytes,
    delivered: row.delivered,
    undelivered: row.undelivered,
    about: row.about,
  }
}
