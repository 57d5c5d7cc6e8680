import type { Db } from '@mtandao/pg'
import type { Attempt } from './fold.ts'

/**
 * Marks when systems did their own part in an exchange with another institution: the consumer was answered, the provider answered, what
 * was delivered was taken, and what somebody sent (a push, an asynchronous question) was taken by another. What an institution says to
 * itself is none, and neither is what was refused. A consumer that has exchanged before keeps doing its part while a provider is down; one
 * that never did has only asked. After the rows of the batch are there. Systems come in order, so that two indexers cannot lock each other
 * out.
 */
export async function markWorked(
  db: Db,
  ended: readonly string[],
  attempts: readonly Attempt[],
): Promise<void> {
  const arrived = attempts.filter((one) => one.arrived && one.system && one.institution)
  if (ended.length === 0 && arrived.length === 0) return
  await db.rows(
    `with done as (
       select e.*, s.mode is not distinct from 'async' as queued,
         e.outcome is not null and (e.side is null or e.outcome like 'consumer.%') as answered
       from exchange.exchange e left join exchange.service s on s.id = e.service
       where e.id = any($1::uuid[]) and e.request_index is not null
     ), took as (
       select a.exchange, a.system, a.institution, a.at
       from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as a (exchange, system, institution, at)
       union
       select a.exchange, a.system, a.institution, a.at from exchange.attempt a where a.exchange = any($1::uuid[]) and a.arrived
     )
     insert into exchange.worked as w (system, institution, first_at, last_at)
     select system, institution, min(at), max(at)
     from (
       select consumer_system, consumer_institution, at from done
       where provider_institution <> consumer_institution
         and (answered and not queued or side is distinct from 'consumer' and exists (select from exchange.worked k
           where k.system = done.consumer_system and k.institution = done.consumer_institution))
       union all
       select provider_system, provider_institution, at from done
       where provider_institution <> consumer_institution and answered and not queued
       union all
       select took.system, took.institution, took.at from took left join exchange.exchange e on e.id = took.exchange
       where took.institution is distinct from e.consumer_institution or took.institution is distinct from e.provider_institution
       union all
       select e.consumer_system, e.consumer_institution, took.at from took join exchange.exchange e on e.id = took.exchange
       where took.institution <> e.consumer_institution and e.request_index is not null
     ) as did (system, institution, at)
     where system is not null and institution is not null
     group by 1, 2 order by 1, 2
     on conflict (system, institution) do update set
       first_at = least(w.first_at, excluded.first_at), last_at = greatest(w.last_at, excluded.last_at)`,
    [
      ended,
      arrived.map(({ exchange }) => exchange),
      arrived.map(({ system }) => system),
      arrived.map(({ institution }) => institution),
      arrived.map(({ at }) => at),
    ],
  )
}
