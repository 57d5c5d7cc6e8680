-- The search index of the gateways' journals. The journals are the truth: these tables can be emptied and made again.
create table exchange.journal_cursor (
  id            smallint generated always as identity primary key,
  origin        text not null unique,
  -- Pinned when the log was first seen.
  vkey          text not null,
  -- Entries before this index are in exchange.exchange.
  next_index    bigint not null default 0,
  -- The last verified checkpoint, the signed note as it came.
  checkpoint    text,
  tree_size     bigint not null default 0,
  checkpoint_at timestamptz
);

-- What a journal did that a journal must never do. Nobody deletes these; an officer acknowledges them.
create table exchange.journal_alarm (
  id              bigint generated always as identity primary key,
  origin          text not null,
  kind            text not null check (kind in ('key-changed', 'signature-invalid', 'inconsistent', 'tile-invalid', 'entry-malformed')),
  detail          text not null,
  -- What was shown to us, so that it can be held against its signer.
  evidence        text,
  first_seen_at   timestamptz not null,
  last_seen_at    timestamptz not null,
  seen            bigint not null default 1,
  acknowledged_at timestamptz,
  constraint journal_alarm_once unique (origin, kind, detail)
);

-- One row per exchange. Ids are UUIDv7, so the primary key grows at its end.
create table exchange.exchange (
  id                   uuid primary key,
  -- The request's time, or the refusal's.
  at                   timestamptz not null,
  door                 text not null,
  consumer_institution text,
  consumer_system      text,
  consumer_client      text,
  provider_institution text,
  provider_system      text,
  service              text,
  agreement            text,
  purpose              text,
  operation            text,
  status               smallint,
  -- Null while the exchange is open.
  outcome              text,
  -- Which side failed; null when none did.
  side                 text check (side in ('consumer', 'bus', 'provider')),
  latency_ms           real,
  -- exchange.journal_cursor.id of the worker log, and the indexes in it.
  journal              smallint,
  request_index        bigint,
  response_index       bigint,
  request_bytes        bigint,
  response_bytes       bigint,
  -- Attempts to deliver, of asynchronous exchanges.
  delivered            int not null default 0,
  undelivered          int not null default 0,
  -- The exchange that this one continues.
  about                uuid
);
create index exchange_at on exchange.exchange (at desc);
create index exchange_consumer on exchange.exchange (consumer_institution, at desc);
create index exchange_provider on exchange.exchange (provider_institution, at desc);
create index exchange_service on exchange.exchange (service, at desc);
-- Nearly every exchange ends well: what people look for by outcome is the rest.
create index exchange_outcome on exchange.exchange (outcome, at desc) where outcome <> 'ok';
create index exchange_side on exchange.exchange (side, at desc) where side is not null;
create index exchange_about on exchange.exchange (about) where about is not null;

-- Ended exchanges per day (Africa/Dar_es_Salaam), service and failing side, kept by the indexer in its own transaction:
-- counting ten million rows takes seconds, adding up a few thousand takes none.
create table exchange.tally_day (
  day     date not null,
  service text not null,
  side    text not null check (side in ('none', 'consumer', 'bus', 'provider')),
  ended   bigint not null,
  primary key (day, service, side)
);
