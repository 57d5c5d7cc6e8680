import type { Db } from '@mtandao/pg'

export interface ConsumerRow {
  readonly agreement: string
  readonly system: string
  readonly status: 'active' | 'suspended'
  readonly until: Date
}

export const consumersMax = 1_000

/** Who may use the service: agreements that are active or suspended and have not run out. */
export async function selectConsumers(db: Db, service: string, now: Date): Promise<ConsumerRow[]> {
  return await db.rows<ConsumerRow>(
    `select id as agreement, consumer as system, status, valid_until as until from exchange.agreement
     where service = $1 and status in ('active', 'suspended') and valid_until > $2 order by consumer, id limit $3`,
    [service, now, consumersMax],
  )
}

/** Calls looked through for the last one of each consumer. */
export const callsLookedThrough = 20_000

/** The last call of each consuming system among the newest of the service. */
export async function selectLastCalls(db: Db, service: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.rows<{ system: string; at: Date }>(
    `select consumer_system as system, max(at) as at
     from (select consumer_system, at from exchange.exchange where service = $1 order by at desc limit $2) as newest
     where consumer_system is not null group by consumer_system`,
    [service, callsLookedThrough],
  )
  return new Map(rows.map(({ system, at }) => [system, at]))
}
