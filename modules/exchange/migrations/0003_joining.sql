-- Joining the bus: clients of two environments with their keys and secrets, requests for production, and what may be tried in
-- the sandbox. The sandbox is a second bus: the same gateway program with a snapshot, keys and journals of its own.
grant usage on schema exchange to mtandao_scoped;

alter table exchange.client
  add column environment text not null default 'production' check (environment in ('production', 'sandbox')),
  -- Institution of its system; '' only until the next import of the enrolment that brought the client.
  add column institution text not null default '',
  -- What its officers call it.
  add column label text not null default '' check (length(label) <= 100),
  -- portal: people keep its keys and secrets here, and an enrolment file leaves them alone.
  add column origin text not null default 'enrolment' check (origin in ('enrolment', 'portal')),
  add column created_by text,
  -- Who took it off the bus: what e-GA took off, only e-GA puts back.
  add column suspended_by text check (suspended_by in ('institution', 'ega'));
create index client_institution on exchange.client (institution, id);

alter table exchange.signing_key
  add column added_at timestamptz not null default now(),
  add column added_by text,
  -- Not in any snapshot from then on; the row stays, so that the key is never taken again.
  add column revoked_at timestamptz,
  add column revoked_by text;
create index signing_key_public_key on exchange.signing_key (public_key);

-- Secrets made in the portal, beside those of an enrolment in exchange.client.secret_hashes. Shown once, kept as a hash.
create table exchange.client_secret (
  client  text not null references exchange.client,
  number  int not null check (number > 0),
  -- base64url SHA-256 of 256 random bits
  hash    text not null check (length(hash) = 43),
  made_at timestamptz not null,
  made_by text not null,
  -- Null: until another takes its place.
  ends_at timestamptz,
  primary key (client, number)
);
create index client_secret_ending on exchange.client_secret (ends_at) where ends_at is not null;

-- Whether any client of the bus, of whatever institution, has or had this key: one key under two names would be nobody's
-- signature. Runs as the owner, because officers see the keys of their own institution only; it answers yes or no. The lock keeps
-- two apart who bring the same key at once.
create function exchange.key_taken(asked text, bus text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(asked, 3));
  return exists (select from exchange.signing_key k join exchange.client c on c.id = k.client
    where k.public_key = asked and c.environment = bus);
end $$;

-- A system of an institution asks for production; e-GA answers. Decided rows stay as they are.
create table exchange.client_request (
  id          uuid primary key default gen_random_uuid(),
  institution text not null,
  system      text not null,
  label       text not null check (length(label) <= 100),
  -- What the system will do on the bus, in the officer's words.
  purpose     text not null check (length(purpose) between 1 and 1000),
  public_key  text not null,
  curve       text not null check (curve in ('P-256', 'secp256k1', 'Ed25519')),
  state       text not null check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  asked_at    timestamptz not null,
  asked_by    text not null,
  decided_at  timestamptz,
  decided_by  text,
  reason      text check (length(reason) <= 1000),
  -- The client that was made of it.
  client      text references exchange.client,
  check ((state = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check (state <> 'refused' or reason is not null),
  check ((state = 'approved') = (client is not null))
);
create unique index client_request_once on exchange.client_request (system) where state = 'pending';
create index client_request_institution on exchange.client_request (institution, asked_at desc, id);
create index client_request_pending on exchange.client_request (asked_at, id) where state = 'pending';

-- What a system may call in the sandbox: simulated answers, so nobody is asked.
create table exchange.sandbox_grant (
  consumer    text not null,
  service     text not null references exchange.service,
  -- Institution of the consuming system.
  institution text not null,
  valid_from  timestamptz not null,
  valid_until timestamptz not null,
  made_by     text not null,
  primary key (consumer, service),
  check (valid_until > valid_from)
);
create index sandbox_grant_institution on exchange.sandbox_grant (institution);

do $$
declare
  name text;
begin
  foreach name in array array['client_secret', 'sandbox_grant'] loop
    execute format('create trigger %1$s_added after insert or delete on exchange.%1$I
      for each row execute function exchange.mark_change()', name);
    execute format('create trigger %1$s_changed after update on exchange.%1$I
      for each row when (old is distinct from new) execute function exchange.mark_change()', name);
  end loop;
end $$;

-- Each bus has versions of its own.
alter table exchange.snapshot_version
  add column environment text not null default 'production' check (environment in ('production', 'sandbox')),
  drop constraint snapshot_version_pkey,
  add primary key (environment, version);

alter table exchange.journal_cursor
  add column environment text not null default 'production' check (environment in ('production', 'sandbox'));

-- What was tried out: found by a search, counted in no figure. One byte a row, and an index of those rows alone.
alter table exchange.exchange add column sandbox boolean not null default false;
create index exchange_sandbox on exchange.exchange (consumer_client, at desc) where sandbox;

grant select, insert on exchange.client to mtandao_scoped;
grant update (status, reason_sw, reason_en, generation, secret_hashes, callback, label, origin, suspended_by)
  on exchange.client to mtandao_scoped;
grant select, insert on exchange.signing_key to mtandao_scoped;
grant update (not_after, revoked_at, revoked_by) on exchange.signing_key to mtandao_scoped;
-- Hashes that the portal made are written and never read by those who act for people.
grant select (client, number, made_at, made_by, ends_at), insert on exchange.client_secret to mtandao_scoped;
grant update (ends_at) on exchange.client_secret to mtandao_scoped;
grant select, insert on exchange.client_request to mtandao_scoped;
grant update (state, decided_at, decided_by, reason, client) on exchange.client_request to mtandao_scoped;
grant select, insert on exchange.sandbox_grant to mtandao_scoped;
grant update (valid_from, valid_until, made_by) on exchange.sandbox_grant to mtandao_scoped;

do $$
declare
  name text;
begin
  foreach name in array array['client', 'client_request', 'sandbox_grant'] loop
    execute format('alter table exchange.%1$I enable row level security', name);
    execute format('create policy own on exchange.%1$I to mtandao_scoped
      using ((select current_setting(''mtandao.reach'', true)) = ''country''
        or institution = (select current_setting(''mtandao.institution'', true)))
      with check ((select current_setting(''mtandao.reach'', true)) = ''country''
        or institution = (select current_setting(''mtandao.institution'', true)))', name);
  end loop;
end $$;

-- Keys and secrets are seen and changed with their client: the inner select obeys the policy of that table.
alter table exchange.signing_key enable row level security;
create policy of_client on exchange.signing_key to mtandao_scoped
  using (exists (select from exchange.client c where c.id = client))
  with check (exists (select from exchange.client c where c.id = client));
alter table exchange.client_secret enable row level security;
create policy of_client on exchange.client_secret to mtandao_scoped
  using (exists (select from exchange.client c where c.id = client))
  with check (exists (select from exchange.client c where c.id = client));
