-- The queue of what was accepted and must arrive: asynchronous requests, late answers, pushes.
-- The gateway owns this schema. A message leaves it only when every leg is delivered or given up.
create schema delivery;

create table delivery.message (
  -- The exchange id under which the message was accepted: the requestId of the wire contract.
  id           uuid primary key,
  kind         text not null check (kind in ('async', 'push')),
  service      text not null,
  -- async: the agreement it was accepted under; each leg of a push has its own.
  agreement    text,
  purpose      text,
  -- The client that sent it and, for a late answer, gets it.
  client       text not null,
  system       text not null,
  format       text not null check (format in ('json', 'xml')),
  -- The accepted message as an envelope signed by the bus (tokens of the sender taken out). Emptied when it has arrived.
  envelope     bytea,
  state        text not null default 'accepted'
               check (state in ('accepted', 'asked', 'answered', 'delivered', 'failed')),
  -- SHA-256 of what the provider answered: the same answer again is no conflict.
  answer_print bytea,
  accepted_at  timestamptz not null default now(),
  finished_at  timestamptz
);

create table delivery.leg (
  id           bigint generated always as identity primary key,
  message      uuid not null references delivery.message (id),
  -- Whom it is for: the provider of a service, or a consuming system's callback.
  target       text not null check (target in ('provider', 'consumer')),
  system       text not null,
  agreement    text,
  -- A late answer to deliver, in the format the provider spoke; absent when the leg carries the message itself.
  envelope     bytea,
  format       text check (format in ('json', 'xml')),
  state        text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts     integer not null default 0,
  next_at      timestamptz not null default now(),
  -- A gateway that dies with a leg in hand loses it at this time, and another takes it up: at least once.
  leased_until timestamptz,
  last_code    text,
  last_at      timestamptz,
  -- Where the entry of the last attempt lies: worker and index of its log.
  log_worker   integer,
  log_index    bigint,
  unique (message, target, system)
);
-- By system: each gets its share of a round, however many legs another has waiting.
create index leg_due on delivery.leg (system, next_at, id) where state = 'waiting';
create index leg_failed on delivery.leg (last_at) where state = 'failed';

create table delivery.idempotency (
  client     text not null,
  key        text not null,
  -- SHA-256 of what was signed: the same key with another body is refused.
  print      bytea not null,
  answer     jsonb not null,
  created_at timestamptz not null default now(),
  primary key (client, key)
);
create index idempotency_age on delivery.idempotency (created_at);
