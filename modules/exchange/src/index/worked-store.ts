import type { Db } from '@mtandao/pg'
import type { Attempt } from './fold.ts'

/**
 * Marks when systems did their own part: the consumer was let in, the provider answered (of an asynchronous service the bus answers
 * first), or what was delivered was taken. After the rows of the batch are there. Systems come in order, so that two indexers cannot lock
 * each other out.
 */
export async function markWorked(
  db: Db,
  ended: readonly string[],
  attempts: readonly Attempt[],
): Promise<void> {
  const arrived = attempts.filter((one) => one.arrived && one.system && one.institution)
  if (ended.length === 0 && arrived.length === 0) return
  await db.rows(
    `insert into exchange.worked as w (system, institution, first_at, last_at)
     select system, institution, min(at), max(at)
     from (
       select consumer_system, consumer_institution, at from exchange.exchange
       where id = any($1::uuid[]) and request_index is not null
       union all
       select e.provider_system, e.provider_institution, e.at
       from exchange.exchange e left join exchange.service s on s.id = e.service
       where e.id = any($1::uuid[]) and e.request_index is not null and e.outcome is not null
         and (e.side is null or e.side = 'consumer') and s.mode is distinct from 'async'
       union all
       select * from unnest($2::text[], $3::text[], $4::timestamptz[])
     ) as did (system, institution, at)
     where system is not null and institution is not null
     group by 1, 2 order by 1, 2
     on conflict (system, institution) do update set
       first_at = least(w.first_at, excluded.first_at), last_at = greatest(w.last_at, excluded.last_at)`,
    [
      ended,
      arrived.map(({ system }) => system),
      arrived.map(({ institution }) => institution),
      arrived.map(({ at }) => at),
    ],
  )
}
