import type { Db } from '@mtandao/pg'
import type { BucketCount } from '../../index/latency-buckets.ts'

/** Rows of the kept figures: a few hundred each, whatever the number of exchanges. */

export interface SideCount {
  /** `YYYY-MM-DD` in Africa/Dar_es_Salaam. */
  readonly day: string
  readonly role: 'all' | 'consumer' | 'provider'
  readonly side: 'none' | 'consumer' | 'bus' | 'provider'
  readonly ended: number
}

/** @param institution '' for the whole country */
export async function listPartyDays(
  db: Db,
  institution: string,
  from: string,
): Promise<SideCount[]> {
  return await db.rows<SideCount>(
    `select day::text, role, side, ended from exchange.party_day
     where institution = $1 and role = any($2::text[]) and day >= $3::date and ended > 0 order by day limit 20000`,
    [institution, institution === '' ? ['all'] : ['consumer', 'provider'], from],
  )
}

/** Of the country, or of what the institution answers as provider. */
export async function listLatencyDays(
  db: Db,
  institution: string,
  from: string,
): Promise<(BucketCount & { readonly day: string })[]> {
  return await db.rows(
    `select day::text, bucket, ended from exchange.latency_day
     where institution = $1 and role = $2 and day >= $3::date order by day limit 100000`,
    [institution, institution === '' ? 'all' : 'provider', from],
  )
}

/** The services with most exchanges since then, with their counts per day; of one institution when it is named. */
export async function listTopServices(
  db: Db,
  institution: string,
  { from, most }: { readonly from: string; readonly most: number },
): Promise<{ service: string; day: string; ended: number; failed: number }[]> {
  return await db.rows(
    `with counted as (
       select service, day, sum(ended)::bigint as ended, (sum(ended) filter (where side <> 'none'))::bigint as failed
       from exchange.tally_day
       where day >= $1::date and service <> '' and ($2 = '' or service in (
         select name from exchange.seen where role = 'service' and institution = $2))
       group by service, day
     ), most as (select service from counted group by service order by sum(ended) desc, service limit $3)
     select service, day::text, ended, coalesce(failed, 0) as failed from counted join most using (service) order by day`,
    [from, institution, most],
  )
}

export interface PublishedCount {
  readonly asOf: string
  readonly preciseTo: 'day' | 'month'
  readonly institutions: number | null
  readonly systems: number | null
  readonly atLeast: boolean
  readonly source: string
  readonly url: string
}

export async function listPublishedCounts(db: Db): Promise<PublishedCount[]> {
  return await db.rows<PublishedCount>(
    `select as_of::text as "asOf", precise_to as "preciseTo", institutions, systems, at_least as "atLeast", source, url
     from exchange.connected_trend order by as_of limit 200`,
  )
}

/** How many institutions and systems ever had a request accepted in production. A public figure: not in anybody's scope. */
export async function countConnected(db: Db): Promise<{ institutions: number; systems: number }> {
  const [row] = await db.rows<{ institutions: number; systems: number }>(
    `select count(distinct institution) as institutions, count(distinct name) as systems
     from exchange.seen where role <> 'service' and environment = 'production' and accepted_at is not null`,
  )
  return row ?? { institutions: 0, systems: 0 }
}

export interface SilentRow {
  readonly system: string
  readonly institution: string
  /** Null: never seen. */
  readonly lastAt: Date | null
}

/** Systems with an active client for production that were not seen since then; never seen ones first. */
export async function listSilent(
  db: Db,
  { since, institution, most }: { since: Date; institution: string; most: number },
): Promise<SilentRow[]> {
  return await db.rows<SilentRow>(
    `select c.system, c.institution, max(s.last_at) as "lastAt"
     from (select distinct system, institution from exchange.client
         where status = 'active' and environment = 'production' and ($2 = '' or institution = $2)) as c
       left join exchange.seen s on s.name = c.system and s.role <> 'service' and s.environment = 'production'
     group by c.system, c.institution
     having max(s.last_at) is null or max(s.last_at) < $1
     order by max(s.last_at) nulls first, c.system limit $3`,
    [since, institution, most],
  )
}
