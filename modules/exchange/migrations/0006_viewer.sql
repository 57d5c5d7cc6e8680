-- Seeing and proving: who may read the index of the journals, what a search needs, and the figures that are kept instead of
-- counted. Everything here is made from the journals by the indexer and can be emptied and made again, but for
-- exchange.connected_trend.
grant usage on schema exchange to mtandao_scoped;

-- `sandbox` journals are searched like any other and counted in no figure. Another migration may have brought it already.
alter table exchange.journal_cursor
  add column if not exists environment text not null default 'production';

-- When the last entry of the exchange itself was written: the answer, the refusal, the end of a streamed body.
alter table exchange.exchange add column ended_at timestamptz;

-- What an institution's people look for first is what failed, and that is one in thirty: small indexes beside the large ones.
-- They serve failures by code and by side too; those of the whole country have exchange_outcome and exchange_side.
-- Keyset pages need (at, id), but few exchanges share a millisecond: PostgreSQL sorts those few, and ten million ids stay
-- out of five indexes.
create index exchange_consumer_failed on exchange.exchange (consumer_institution, at desc) where outcome <> 'ok';
create index exchange_provider_failed on exchange.exchange (provider_institution, at desc) where outcome <> 'ok';
create index exchange_open on exchange.exchange (at desc) where outcome is null;
-- «Our exchanges with that institution» is what officers ask most, and mostly there are few or none: without its own index the
-- answer «none» is found by reading everything of one of the two.
create index exchange_pair on exchange.exchange (provider_institution, consumer_institution, at desc);

-- One row per attempt to deliver an asynchronous message: the legs that the journal tells of one by one.
create table exchange.attempt (
  -- exchange.journal_cursor.id of the log, and the index of the entry in it.
  journal      smallint not null,
  entry_index  bigint not null,
  exchange     uuid not null,
  at           timestamptz not null,
  -- Number of the attempt of this leg.
  number       int,
  arrived      boolean not null,
  -- `request`, `push` or `answer`, as the journal says it (`async` for a request).
  operation    text,
  -- Whom it was for, when the attempt came so far.
  institution  text,
  system       text,
  outcome      text,
  latency_ms   real,
  -- Parties of the exchange, for the policy below.
  consumer_institution text,
  provider_institution text,
  primary key (journal, entry_index)
);
create index attempt_exchange on exchange.attempt (exchange, at);

-- Ended exchanges of production per day (Africa/Dar_es_Salaam), of an institution as consumer and as provider, and of the
-- whole country as institution '' in role 'all'. Charts add up a few hundred rows of it.
create table exchange.party_day (
  institution text not null,
  role        text not null check (role in ('all', 'consumer', 'provider')),
  day         date not null,
  side        text not null check (side in ('none', 'consumer', 'bus', 'provider')),
  ended       bigint not null,
  primary key (institution, role, day, side),
  check ((institution = '') = (role = 'all'))
);

-- How long exchanges that ended well took: counts in buckets whose bounds grow by the fourth root of two from 0.1 ms
-- (modules/exchange/src/index/latency-buckets.ts), so that any quantile of any span of days comes from a few rows.
create table exchange.latency_day (
  institution text not null,
  role        text not null check (role in ('all', 'consumer', 'provider')),
  day         date not null,
  bucket      smallint not null check (bucket between 0 and 100),
  ended       bigint not null,
  primary key (institution, role, day, bucket),
  check ((institution = '') = (role = 'all'))
);

-- What was seen on the bus: a system as consumer or as provider, a service with its provider ('' where none was known), each
-- with the institution it belonged to then. Searches learn from it which index to read; `accepted_at` is the first request
-- that was not refused: from then on a system counts as connected.
create table exchange.seen (
  name        text not null,
  role        text not null check (role in ('consumer', 'provider', 'service')),
  institution text not null,
  environment text not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  accepted_at timestamptz,
  primary key (name, role, institution, environment)
);
create index seen_institution on exchange.seen (institution);

-- What was indexed before these tables were there.
insert into exchange.seen
  select name, role, institution, j.environment, min(at), max(at), min(at) filter (where request_index is not null)
  from exchange.exchange e
    left join exchange.journal_cursor j on j.id = e.journal
    cross join lateral (values
      (e.consumer_system, 'consumer', e.consumer_institution),
      (e.provider_system, 'provider', e.provider_institution),
      (e.service, 'service', coalesce(e.provider_institution, ''))) as of (name, role, institution)
  where name is not null and institution is not null and j.environment is not null
  group by 1, 2, 3, 4;
insert into exchange.party_day
  select institution, role, (at at time zone 'Africa/Dar_es_Salaam')::date, coalesce(side, 'none'), count(*)
  from exchange.exchange e
    cross join lateral (values
      ('', 'all'), (e.consumer_institution, 'consumer'), (e.provider_institution, 'provider')) as of (institution, role)
  where institution is not null and outcome is not null
  group by 1, 2, 3, 4;
insert into exchange.latency_day
  select institution, role, (at at time zone 'Africa/Dar_es_Salaam')::date,
    least(100, greatest(0, ceil(4 * log(2, greatest(latency_ms, 0.1)::numeric / 0.1)))), count(*)
  from exchange.exchange e
    cross join lateral (values
      ('', 'all'), (e.consumer_institution, 'consumer'), (e.provider_institution, 'provider')) as of (institution, role)
  where institution is not null and outcome = 'ok' and latency_ms is not null
  group by 1, 2, 3, 4;

-- Institutions and systems connected to GovESB as published by others, each figure with where it was published. Our own
-- count of today stands beside them and is never written here.
create table exchange.connected_trend (
  as_of        date primary key,
  -- How exact the date is.
  precise_to   text not null check (precise_to in ('day', 'month')),
  institutions int,
  systems      int,
  -- The source says «over».
  at_least     boolean not null default false,
  source       text not null,
  url          text not null,
  check (institutions is not null or systems is not null)
);
insert into exchange.connected_trend (as_of, precise_to, institutions, systems, at_least, source, url) values
  ('2023-12-22', 'day', 109, 117, false, 'Tanzania Leo',
   'https://tanzanialeo.co.tz/mfumo-wa-govesb-waleta-mafanikio-makubwa-taasisi-109-zaunganishwa'),
  ('2024-09-01', 'month', 175, null, true, 'Daily News',
   'https://old.dailynews.co.tz/over-175-institutions-subscribe-to-govesb/'),
  ('2025-06-23', 'day', 185, 223, false, 'The Biz Lens',
   'https://thebizlens.co.tz/2025/06/23/tanzanias-pm-pushes-public-institutions-to-embrace-digital-data-sharing-platform');

-- A system and a service belong to one institution: without being told, the planner multiplies their rarities, takes the few
-- rows it then expects all at once, and reads everything of the institution instead of stopping after a page.
create statistics exchange.exchange_consumer_of (dependencies)
  on consumer_institution, consumer_system from exchange.exchange;
create statistics exchange.exchange_provider_of (dependencies)
  on provider_institution, provider_system, service from exchange.exchange;

-- The second wall. The consumer's and the provider's institutions see an exchange, so does one that a message of it was
-- delivered to; country roles see all, strangers none. The comparisons of parties come first: only what they refuse asks for
-- attempts. The one with 'country' stands inside its select, so that the planner takes it for a truth value, as likely as not;
-- as one of many texts it would make every scan look fifty times shorter than it is.
alter table exchange.exchange enable row level security;
grant select on exchange.exchange to mtandao_scoped;
create policy parties on exchange.exchange for select to mtandao_scoped
  using (
    (select current_setting('mtandao.reach', true) = 'country')
    or consumer_institution = (select current_setting('mtandao.institution', true))
    or provider_institution = (select current_setting('mtandao.institution', true))
    or exists (
      select from exchange.attempt a
      where a.exchange = exchange.id and a.institution = (select current_setting('mtandao.institution', true))
    )
  );

alter table exchange.attempt enable row level security;
grant select on exchange.attempt to mtandao_scoped;
create policy parties on exchange.attempt for select to mtandao_scoped
  using (
    (select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true))
    or consumer_institution = (select current_setting('mtandao.institution', true))
    or provider_institution = (select current_setting('mtandao.institution', true))
  );

-- The country's figures are public on purpose; an institution's are its own and the country roles'.
alter table exchange.party_day enable row level security;
grant select on exchange.party_day to mtandao_scoped;
create policy own on exchange.party_day for select to mtandao_scoped
  using (
    institution = ''
    or (select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true))
  );

alter table exchange.latency_day enable row level security;
grant select on exchange.latency_day to mtandao_scoped;
create policy own on exchange.latency_day for select to mtandao_scoped
  using (
    institution = ''
    or (select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true))
  );

alter table exchange.seen enable row level security;
grant select on exchange.seen to mtandao_scoped;
create policy own on exchange.seen for select to mtandao_scoped
  using (
    (select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true))
  );

-- Public on purpose: how often each service is used, which journals there are, and the published trend.
alter table exchange.tally_day enable row level security;
grant select on exchange.tally_day to mtandao_scoped;
create policy public on exchange.tally_day for select to mtandao_scoped using (true);

alter table exchange.connected_trend enable row level security;
grant select on exchange.connected_trend to mtandao_scoped;
create policy public on exchange.connected_trend for select to mtandao_scoped using (true);

-- The pinned keys and checkpoints are public too; alarms and positions stay with the workers.
grant select (id, origin, vkey, environment, checkpoint_at) on exchange.journal_cursor to mtandao_scoped;
