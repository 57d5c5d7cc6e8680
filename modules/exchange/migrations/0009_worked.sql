-- When each system itself did its part on the production bus: asked and was let in, answered, or took what was delivered to it.
-- Not what `exchange.seen` says: a provider whose consumers keep calling is seen there while it is down.
create table exchange.worked (
  system      text not null,
  institution text not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null check (last_at >= first_at),
  primary key (system, institution)
);
comment on table exchange.worked is 'Read and written by workers alone.';
alter table exchange.worked enable row level security;

insert into exchange.worked
  select system, institution, min(at), max(at)
  from (
    select e.consumer_system, e.consumer_institution, e.at from exchange.exchange e
    where e.request_index is not null and not e.sandbox
    union all
    select e.provider_system, e.provider_institution, e.at
    from exchange.exchange e left join exchange.service s on s.id = e.service
    where e.request_index is not null and e.outcome is not null and (e.side is null or e.side = 'consumer')
      and s.mode is distinct from 'async' and not e.sandbox
    union all
    select a.system, a.institution, a.at from exchange.attempt a join exchange.exchange e on e.id = a.exchange
    where a.arrived and not e.sandbox
  ) as did (system, institution, at)
  where system is not null and institution is not null
  group by 1, 2;
