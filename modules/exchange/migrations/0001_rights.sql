-- Who may call what. The exchange module owns this schema; systems are named by their id in the register, without a
-- foreign key across schemas: the register is another module's.
create schema exchange;

-- The r1 instance code of this bus; one row.
create table exchange.bus (
  one      boolean primary key default true check (one),
  instance text not null
);

create table exchange.client (
  id            text primary key,
  system        text not null,
  status        text not null check (status in ('active', 'suspended')),
  -- Why it is suspended.
  reason_sw     text,
  reason_en     text,
  -- Tokens carry it; raising it revokes every token issued before.
  generation    int not null check (generation >= 0),
  secret_hashes text[] not null,
  certificates  text[] not null,
  nida_user_ids text[] not null,
  -- Endpoint of the routing snapshot; its secrets are sealed for the gateway, with the client id as additional data.
  callback      jsonb,
  created_at    timestamptz not null default now(),
  check ((reason_sw is null) = (reason_en is null))
);
create index client_system on exchange.client (system);

create table exchange.signing_key (
  client     text not null references exchange.client on delete cascade,
  id         text not null,
  -- base64 DER SubjectPublicKeyInfo
  public_key text not null,
  curve      text not null check (curve in ('P-256', 'secp256k1', 'Ed25519')),
  not_before timestamptz not null,
  not_after  timestamptz not null,
  primary key (client, id)
);

create table exchange.service (
  id               text primary key,
  system           text not null,
  code             text not null,
  name_sw          text not null,
  name_en          text not null,
  version          text not null,
  kind             text not null check (kind in ('pull', 'push')),
  mode             text not null check (mode in ('sync', 'async')),
  -- apiCode or pushCode
  esb_code         text,
  status           text not null check (status in ('active', 'suspended')),
  -- As exchange.client.callback, with the service id as additional data.
  endpoint         jsonb,
  format           text not null check (format in ('json', 'xml')),
  timeout_ms       int not null,
  concurrency      int not null,
  answer_bytes_max int not null,
  endpoints        jsonb not null,
  openapi          text,
  created_at       timestamptz not null default now(),
  constraint service_address unique (system, code),
  constraint service_esb_code unique (kind, esb_code)
);

create table exchange.agreement (
  id          text primary key,
  -- The consuming system.
  consumer    text not null,
  service     text not null references exchange.service,
  status      text not null check (status in ('active', 'suspended', 'ended')),
  reason_sw   text,
  reason_en   text,
  purposes    text[] not null check (cardinality(purposes) > 0),
  valid_from  timestamptz not null,
  valid_until timestamptz not null,
  rules       jsonb not null,
  per_minute  int not null,
  per_day     int not null,
  concurrency int not null,
  created_at  timestamptz not null default now(),
  check ((reason_sw is null) = (reason_en is null)),
  check (status <> 'suspended' or reason_sw is not null)
);
create index agreement_service on exchange.agreement (service);
create index agreement_consumer on exchange.agreement (consumer);

-- One row per transaction that changed what the gateway must know; see register.change.
create table exchange.change (tx xid8 primary key);

create function exchange.mark_change() returns trigger language plpgsql as $$
begin
  insert into exchange.change values (pg_current_xact_id()) on conflict do nothing;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['bus', 'client', 'signing_key', 'service', 'agreement'] loop
    execute format('create trigger %1$s_added after insert or delete on exchange.%1$I
      for each row execute function exchange.mark_change()', name);
    execute format('create trigger %1$s_changed after update on exchange.%1$I
      for each row when (old is distinct from new) execute function exchange.mark_change()', name);
  end loop;
end $$;

create table exchange.snapshot_version (
  version     bigint primary key,
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  -- base64url SHA-256 of the SPKI that verifies it.
  signing_key text not null,
  -- changed, expiring, other-key
  cause       text not null,
  -- Compact JWS; kept for the newest few.
  jws         text
);
