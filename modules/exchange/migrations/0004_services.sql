-- What institutions offer: services with versions and documents. exchange.service is the row that the gateway routes;
-- publishing writes it from here.
create table exchange.offered_service (
  -- The same id as the row of exchange.service, once there is one.
  id             text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  institution    text not null,
  system         text not null,
  code           text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  name_sw        text not null check (length(name_sw) between 1 and 300),
  name_en        text not null check (length(name_en) between 1 and 300),
  summary_sw     text not null check (length(summary_sw) <= 2000),
  summary_en     text not null check (length(summary_en) <= 2000),
  kind           text not null check (kind in ('pull', 'push')),
  mode           text not null check (mode in ('sync', 'async')),
  format         text not null check (format in ('json', 'xml')),
  audience       text not null check (audience in ('public', 'institutions')),
  personal_data  boolean not null,
  -- Who to ask, as the provider wants to be asked: an office, an address.
  contact        text not null check (length(contact) <= 300),
  -- apiCode or pushCode: given by the bus at the first publication, never typed.
  esb_code       text check (length(esb_code) <= 100),
  -- A version was published, and not every one was retired.
  listed         boolean not null default false,
  status         text not null default 'active' check (status in ('active', 'suspended')),
  reason_sw      text,
  reason_en      text,
  -- enrolment: adopted from an enrolment file, and renewed by it
  origin         text not null check (origin in ('portal', 'enrolment')),
  -- Names, and everything else that is searched: lower case, without marks; written by services/search-text.ts.
  search_name    text not null,
  search_more    text not null,
  search         tsvector not null generated always as (
    setweight(to_tsvector('simple', search_name), 'A') || setweight(to_tsvector('simple', search_more), 'C')) stored,
  created_at     timestamptz not null default now(),
  created_by     text,
  constraint offered_service_address unique (system, code),
  check ((reason_sw is null) = (reason_en is null)),
  check (status <> 'suspended' or reason_sw is not null)
);
create index offered_service_institution on exchange.offered_service (institution, name_sw, id);
create index offered_service_name on exchange.offered_service (name_sw, id) where listed;
create index offered_service_search on exchange.offered_service using gin (search);
create unique index offered_service_esb_code on exchange.offered_service (kind, esb_code) where esb_code is not null;

-- How the bus reaches the provider, apart from what others may read. Replaced as a whole; the audit log says by whom.
create table exchange.service_endpoint (
  service            text primary key references exchange.offered_service,
  institution        text not null,
  -- Endpoint of the routing snapshot, secrets sealed with the service id as additional data; push services have none.
  endpoint           jsonb,
  timeout_ms         int not null check (timeout_ms between 50 and 300000),
  concurrency        int not null check (concurrency between 1 and 10000),
  answer_bytes_max   int not null check (answer_bytes_max between 1024 and 67108864),
  -- What an agreement is offered unless it asks for something else.
  quota_per_minute   int not null check (quota_per_minute between 1 and 10000000),
  quota_per_day      int not null check (quota_per_day between 1 and 1000000000),
  changed_at         timestamptz not null,
  changed_by         text
);

create table exchange.service_version (
  service       text not null references exchange.offered_service,
  number        int not null check (number between 1 and 10000),
  institution   text not null,
  status        text not null check (status in ('draft', 'published', 'deprecated', 'retired')),
  -- openapi, wsdl, example: how the document is read
  document_kind text not null check (document_kind in ('openapi', 'wsdl', 'example')),
  -- As it came, and what was read from it (services/contract/service-contract.ts).
  document      text not null check (octet_length(document) <= 2000000),
  contract      json not null,
  created_at    timestamptz not null,
  created_by    text,
  published_at  timestamptz,
  published_by  text,
  deprecated_at timestamptz,
  -- The last day it may be relied on.
  ends_on       date,
  retired_at    timestamptz,
  primary key (service, number),
  check (status = 'draft' or published_at is not null),
  check (status <> 'deprecated' or (deprecated_at is not null and ends_on is not null)),
  check (status <> 'retired' or retired_at is not null)
);
-- One version is being written and one is in force; the others had their time.
create unique index service_version_draft on exchange.service_version (service) where status = 'draft';
create unique index service_version_published on exchange.service_version (service) where status = 'published';

create sequence exchange.esb_code_number;

-- Where providers may stand although the address is private, loopback or otherwise special (RFC 6890). e-GA's decision, dated.
create table exchange.allowed_network (
  id          bigint generated always as identity primary key,
  network     cidr not null,
  reason      text not null check (length(reason) between 1 and 500),
  valid_from  timestamptz not null,
  valid_until timestamptz,
  decided_by  text not null,
  closed_by   text,
  check (valid_until is null or valid_until >= valid_from)
);
create unique index allowed_network_once on exchange.allowed_network (network) where valid_until is null;

grant usage on schema exchange to mtandao_scoped;
grant select, insert on exchange.offered_service to mtandao_scoped;
grant update (name_sw, name_en, summary_sw, summary_en, mode, format, audience, personal_data, contact, esb_code, listed,
  status, reason_sw, reason_en, search_name, search_more) on exchange.offered_service to mtandao_scoped;
grant select, insert on exchange.service_endpoint to mtandao_scoped;
grant update (endpoint, timeout_ms, concurrency, answer_bytes_max, quota_per_minute, quota_per_day, changed_at, changed_by)
  on exchange.service_endpoint to mtandao_scoped;
grant select, insert on exchange.service_version to mtandao_scoped;
grant update (status, document_kind, document, contract, created_at, created_by, published_at, published_by, deprecated_at,
  ends_on, retired_at) on exchange.service_version to mtandao_scoped;
grant usage on sequence exchange.esb_code_number to mtandao_scoped;
grant select, insert on exchange.allowed_network to mtandao_scoped;
grant update (valid_until, closed_by) on exchange.allowed_network to mtandao_scoped;
-- The routed row: everything but the provider's address and its sealed secrets.
grant select (id, system, code, name_sw, name_en, version, kind, mode, esb_code, status, format, timeout_ms, concurrency,
  answer_bytes_max, endpoints, openapi, created_at) on exchange.service to mtandao_scoped;
grant insert on exchange.service to mtandao_scoped;
grant update (name_sw, name_en, version, mode, esb_code, status, endpoint, format, timeout_ms, concurrency, answer_bytes_max,
  endpoints, openapi) on exchange.service to mtandao_scoped;
-- Who may change a right leaves the publisher's mark with it, and touches the marks in no other way.
alter function exchange.mark_change() security definer set search_path = pg_catalog, pg_temp;

alter table exchange.offered_service enable row level security;
create policy own on exchange.offered_service to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)))
  with check ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)));
-- On purpose for others: the catalogue. What is public to anyone, the rest to whoever acts for an institution.
create policy catalogue on exchange.offered_service for select to mtandao_scoped
  using (listed and (audience = 'public' or (select current_setting('mtandao.reach', true)) in ('own', 'country')));

alter table exchange.service_endpoint enable row level security;
create policy own on exchange.service_endpoint to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)))
  with check ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)));

alter table exchange.service_version enable row level security;
create policy own on exchange.service_version to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)))
  with check ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)));
-- On purpose for others: what was ever published of a service they see; the inner select obeys that table's policies.
create policy catalogue on exchange.service_version for select to mtandao_scoped
  using (status <> 'draft' and exists (select 1 from exchange.offered_service offered where offered.id = service));

alter table exchange.service enable row level security;
-- Reads: what the catalogue shows to the public, and every routed service to whoever acts for an institution.
create policy catalogue on exchange.service for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) in ('own', 'country')
    or exists (select 1 from exchange.offered_service offered where offered.id = service.id));
create policy own_added on exchange.service for insert to mtandao_scoped
  with check (exists (select 1 from exchange.offered_service offered
    where offered.id = service.id and offered.system = service.system
      and ((select current_setting('mtandao.reach', true)) = 'country'
        or offered.institution = (select current_setting('mtandao.institution', true)))));
create policy own_changed on exchange.service for update to mtandao_scoped
  using (exists (select 1 from exchange.offered_service offered
    where offered.id = service.id
      and ((select current_setting('mtandao.reach', true)) = 'country'
        or offered.institution = (select current_setting('mtandao.institution', true)))))
  with check (exists (select 1 from exchange.offered_service offered
    where offered.id = service.id and offered.system = service.system
      and ((select current_setting('mtandao.reach', true)) = 'country'
        or offered.institution = (select current_setting('mtandao.institution', true)))));

alter table exchange.allowed_network enable row level security;
-- On purpose for everybody who acts for an institution: where their provider may stand.
create policy readable on exchange.allowed_network for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) in ('own', 'country'));
create policy country_added on exchange.allowed_network for insert to mtandao_scoped
  with check ((select current_setting('mtandao.reach', true)) = 'country');
create policy country_changed on exchange.allowed_network for update to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country')
  with check ((select current_setting('mtandao.reach', true)) = 'country');
