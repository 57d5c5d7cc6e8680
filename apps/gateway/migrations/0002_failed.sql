-- What people decide about deliveries that were given up.

-- Names this queue, so that whoever asks several gateways knows which of them share it.
create table delivery.queue (
  one boolean primary key default true check (one),
  id  uuid not null default gen_random_uuid()
);
insert into delivery.queue default values;

-- One row per decision about many: the same request again is answered from here and does nothing.
create table delivery.decision (
  request  uuid primary key,
  decision text not null check (decision in ('retry', 'let-go')),
  filter   jsonb not null,
  changed  integer not null,
  at       timestamptz not null default now()
);

-- A person let its body go: nothing is left to send.
alter table delivery.leg add column let_go boolean not null default false;

-- Whoever asked was told that no answer will come, and asks again: the body of such a request is of no more use here.
update delivery.message set envelope = null
where kind = 'async' and exists (select from delivery.leg where message = message.id and target = 'provider' and state = 'failed');

-- A leg that was given up, with the parties of its message. Open while a consumer did not get what is still here to be sent.
create view delivery.failed as
  select leg.id as leg, leg.message as exchange, message.kind,
    case when leg.target = 'consumer' and message.kind = 'async' then 'answer' else 'message' end as content,
    leg.target, leg.system as receiver, parties.consumer, parties.provider,
    case when leg.target = 'consumer' and message.kind = 'async' then parties.provider else message.system end as author,
    message.service, coalesce(leg.agreement, message.agreement) as agreement, message.purpose, leg.attempts,
    coalesce(leg.last_code, '') as code, message.accepted_at, coalesce(leg.last_at, message.accepted_at) as failed_at,
    leg.log_worker, leg.log_index, coalesce(leg.format, message.format) as format,
    case when not leg.let_go then coalesce(leg.envelope, message.envelope) end as envelope,
    leg.target = 'consumer' and not leg.let_go and coalesce(leg.envelope, message.envelope) is not null as open
  from delivery.leg
  join delivery.message on message.id = leg.message
  cross join lateral (
    select case when message.kind = 'push' then leg.system else message.system end as consumer,
      case when message.kind = 'push' then message.system else
        (select asked.system from delivery.leg as asked where asked.message = message.id and asked.target = 'provider') end as provider
  ) as parties
  where leg.state = 'failed';
