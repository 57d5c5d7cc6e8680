import type { Db } from '@mtandao/pg'

/**
 * What the bus knows of each institution, of one moment, for whoever judges by facts. Of the whole country and of production alone: for
 * workers, never for a page. Days are `YYYY-MM-DD` in Africa/Dar_es_Salaam.
 */
export const busSeen = {
  /** First and last time each system did its own part in an exchange. */
  exchanges: async (db: Db) =>
    await db.rows<{ system: string; institution: string; firstAt: Date; lastAt: Date }>(
      `select system, institution, first_at as "firstAt", last_at as "lastAt" from exchange.worked order by system, institution`,
    ),

  /** Clients that may call, of each institution that has any. */
  clients: async (db: Db) =>
    await db.rows<{ institution: string; clients: number }>(
      `select institution, count(*)::int as clients from exchange.client
       where status = 'active' and environment = 'production' and institution <> '' group by 1 order by 1`,
    ),

  /** Agreements in force, by the systems of both parties. */
  agreements: async (db: Db) =>
    await db.rows<{ id: string; consumer: string; provider: string }>(
      `select a.id, a.consumer, s.system as provider
       from exchange.agreement a join exchange.service s on s.id = a.service
       where a.status = 'active' and a.valid_from <= now() and a.valid_until > now() order by a.id`,
    ),

  /** Since when the oldest key in force of a system's clients is in force. */
  keys: async (db: Db) =>
    await db.rows<{ system: string; since: string }>(
      `select c.system, (min(k.not_before) at time zone 'Africa/Dar_es_Salaam')::date::text as since
       from exchange.client c join exchange.signing_key k on k.client = c.id
       where c.status = 'active' and c.environment = 'production'
         and k.revoked_at is null and k.not_before <= now() and k.not_after > now()
       group by 1 order by 1`,
    ),

  /** Systems with a client or a service on the bus, in force or suspended. */
  present: async (db: Db) =>
    (
      await db.rows<{ system: string }>(
        `select system from exchange.client where environment = 'production'
         union select system from exchange.service order by 1`,
      )
    ).map(({ system }) => system),
}
