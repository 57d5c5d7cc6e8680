-- The whole life of an agreement between two institutions, from the first draft. exchange.agreement (0001) is its effect on
-- the bus: what the snapshot is made of, written in the same transaction as the record here. Ids are the same.

create table exchange.agreement_record (
  id                   text primary key,
  -- Ids of the register, without a foreign key across schemas.
  consumer_institution text not null,
  consumer_system      text not null,
  provider_institution text not null,
  provider_system      text not null,
  service              text not null references exchange.service,
  state                text not null
    check (state in ('draft', 'pending', 'active', 'suspended', 'expired', 'ended', 'refused')),
  state_since          timestamptz not null,
  -- Asked for here, or found on the bus when records began: then there are no approvals, and none are invented.
  origin               text not null check (origin in ('request', 'enrolment')),
  -- Number of the version in force.
  in_force             int,
  -- Of the version in force; the worker turns the agreement to expired when it has passed.
  valid_until          timestamptz,
  -- Who suspended it: only that side, or e-GA, gives it back.
  suspended_side       text check (suspended_side in ('consumer', 'provider', 'ega')),
  -- Why it is suspended, ended or refused; shown to the caller at the gateway.
  reason_sw            text check (length(reason_sw) <= 300),
  reason_en            text check (length(reason_en) <= 300),
  -- Null: the provider has never seen it.
  submitted_at         timestamptz,
  created_at           timestamptz not null,
  check ((reason_sw is null) = (reason_en is null)),
  check ((state = 'suspended') = (suspended_side is not null)),
  check (state <> 'suspended' or reason_sw is not null)
);
create index agreement_record_consumer on exchange.agreement_record (consumer_institution, state_since desc, id);
create index agreement_record_provider on exchange.agreement_record (provider_institution, state_since desc, id);
create index agreement_record_service on exchange.agreement_record (service);
create index agreement_record_recent on exchange.agreement_record (state_since desc, id);
create index agreement_record_ending on exchange.agreement_record (valid_until) where state in ('active', 'suspended');
-- One system asks once for one service; what it has is renewed or changed.
create unique index agreement_record_once on exchange.agreement_record (consumer_system, service)
  where origin = 'request' and state not in ('ended', 'refused');

-- What is agreed: the first text, then renewals and amendments. While one is asked for, the one in force stays.
create table exchange.agreement_version (
  agreement           text not null references exchange.agreement_record,
  number              int not null check (number > 0),
  kind                text not null check (kind in ('first', 'renewal', 'amendment', 'enrolment')),
  state               text not null
    check (state in ('draft', 'pending', 'approved', 'in-force', 'superseded', 'refused', 'withdrawn')),
  -- The newest text of it: exchange.agreement_content.
  revision            int not null check (revision > 0),
  content_hash        text not null,
  valid_from          timestamptz not null,
  valid_until         timestamptz not null,
  personal_data       boolean not null,
  -- Whether the data protection officers must approve, as the rule was on the day it was submitted.
  officers_approve    boolean not null default false,
  -- Set by the provider with its technical approval, and part of that signed step.
  quota               jsonb,
  submitted_at        timestamptz,
  -- The step that is awaited, from whom, since when; null when nobody is.
  awaits_step         text,
  awaits_institution  text,
  awaits_role         text,
  awaits_since        timestamptz,
  created_at          timestamptz not null,
  primary key (agreement, number),
  check (valid_until > valid_from),
  check ((awaits_step is null) = (awaits_institution is null)),
  check ((awaits_step is null) = (awaits_role is null)),
  check ((awaits_step is null) = (awaits_since is null)),
  check ((state = 'pending') = (awaits_step is not null))
);
create index agreement_version_awaits on exchange.agreement_version (awaits_institution, awaits_role, awaits_since)
  where state = 'pending';
create index agreement_version_beginning on exchange.agreement_version (valid_from) where state = 'approved';
-- One text at a time is on its way.
create unique index agreement_version_open on exchange.agreement_version (agreement)
  where state in ('draft', 'pending', 'approved');

-- Every text that was ever saved, as canonical JSON (RFC 8785): what is hashed and approved. Append-only.
create table exchange.agreement_content (
  agreement   text not null,
  version     int not null,
  revision    int not null,
  content     text not null check (length(content) <= 200000),
  -- SHA-256 of the text, hex.
  hash        text not null,
  -- Who wrote it; null: brought by enrolment.
  person      text,
  person_name text,
  at          timestamptz not null,
  primary key (agreement, version, revision),
  foreign key (agreement, version) references exchange.agreement_version
);

-- Approvals, refusals and returns, each signed by the platform over a statement that names the content and the step before.
-- Append-only: a step whose content has changed since is void, and stays.
create table exchange.agreement_step (
  agreement    text not null,
  version      int not null,
  number       int not null check (number > 0),
  step         text not null,
  verdict      text not null check (verdict in ('approved', 'refused', 'returned')),
  person       text not null,
  institution  text not null,
  at           timestamptz not null,
  content_hash text not null,
  -- The statement as canonical JSON; its SHA-256, hex; the signature over its bytes, base64; the key, base64url SHA-256 of its SPKI.
  statement    text not null check (length(statement) <= 20000),
  hash         text not null,
  signature    text not null,
  key          text not null,
  primary key (agreement, version, number),
  foreign key (agreement, version) references exchange.agreement_version
);

-- Every change of state, by whom and why. Append-only.
create table exchange.agreement_event (
  id          bigint generated always as identity primary key,
  agreement   text not null references exchange.agreement_record,
  at          timestamptz not null,
  event       text not null,
  version     int,
  -- Null: the bus itself, on its day.
  person      text,
  person_name text,
  institution text,
  reason_sw   text,
  reason_en   text
);
create index agreement_event_of on exchange.agreement_event (agreement, id);

-- What the parties write to each other. Append-only.
create table exchange.agreement_comment (
  id          bigint generated always as identity primary key,
  agreement   text not null references exchange.agreement_record,
  at          timestamptz not null,
  person      text not null,
  person_name text not null,
  roles       text[] not null,
  institution text not null,
  words       text not null check (length(words) between 1 and 2000)
);
create index agreement_comment_of on exchange.agreement_comment (agreement, id);

-- What the law does not say to us is a dated setting with its source: the row with the latest from_day that has come holds.
create table exchange.agreement_rule (
  id          bigint generated always as identity primary key,
  rule        text not null check (rule in ('data-protection-approval', 'renewal-days')),
  -- 0 or 1; days.
  value       int not null check (value between 0 and 3650),
  from_day    date not null,
  -- Where it stands, or that it is practice and not statute.
  citation    text not null check (length(citation) between 1 and 500),
  verified    boolean not null,
  -- Null: came with the product.
  person      text,
  person_name text,
  at          timestamptz not null default now()
);
insert into exchange.agreement_rule (rule, value, from_day, citation, verified) values
  ('data-protection-approval', 0, '2023-05-01', 'Desturi, si sheria / practice, not statute', false),
  ('renewal-days', 90, '2023-05-01', 'Desturi, si sheria / practice, not statute', false);

-- The mark of a change is left whoever makes it, also under row-level policies.
alter function exchange.mark_change() security definer set search_path = pg_catalog, pg_temp;

grant usage on schema exchange to mtandao_scoped;
grant select, insert on exchange.agreement_record, exchange.agreement_version, exchange.agreement_content,
  exchange.agreement_step, exchange.agreement_event, exchange.agreement_comment to mtandao_scoped;
grant update (state, state_since, in_force, valid_until, suspended_side, reason_sw, reason_en, submitted_at)
  on exchange.agreement_record to mtandao_scoped;
grant update (state, revision, content_hash, valid_from, valid_until, personal_data, officers_approve, quota,
  submitted_at, awaits_step, awaits_institution, awaits_role, awaits_since) on exchange.agreement_version to mtandao_scoped;
grant select, insert on exchange.agreement_rule to mtandao_scoped;
grant select, insert on exchange.agreement to mtandao_scoped;
grant update (consumer, service, status, reason_sw, reason_en, purposes, valid_from, valid_until, rules, per_minute,
  per_day, concurrency) on exchange.agreement to mtandao_scoped;

-- Both parties and who sees the country. What was never submitted is the consumer's alone.
alter table exchange.agreement_record enable row level security;
create policy seen on exchange.agreement_record for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or consumer_institution = (select current_setting('mtandao.institution', true))
    or (provider_institution = (select current_setting('mtandao.institution', true)) and submitted_at is not null));
create policy asked on exchange.agreement_record for insert to mtandao_scoped
  with check (consumer_institution = (select current_setting('mtandao.institution', true)) and origin = 'request');
create policy moved on exchange.agreement_record for update to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or consumer_institution = (select current_setting('mtandao.institution', true))
    or (provider_institution = (select current_setting('mtandao.institution', true)) and submitted_at is not null));

-- The parts of an agreement are seen by whoever sees the agreement; the policy of the record does that inside each `exists`.
alter table exchange.agreement_version enable row level security;
create policy seen on exchange.agreement_version for select to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement
    and (agreement_version.submitted_at is not null or (select current_setting('mtandao.reach', true)) = 'country'
      or r.consumer_institution = (select current_setting('mtandao.institution', true)))));
create policy asked on exchange.agreement_version for insert to mtandao_scoped
  with check (exists (select from exchange.agreement_record as r where r.id = agreement
    and r.consumer_institution = (select current_setting('mtandao.institution', true))));
create policy moved on exchange.agreement_version for update to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement));

alter table exchange.agreement_content enable row level security;
create policy seen on exchange.agreement_content for select to mtandao_scoped
  using (exists (select from exchange.agreement_version as v
    where v.agreement = agreement_content.agreement and v.number = version));
create policy written on exchange.agreement_content for insert to mtandao_scoped
  with check (exists (select from exchange.agreement_record as r where r.id = agreement
    and r.consumer_institution = (select current_setting('mtandao.institution', true))));

alter table exchange.agreement_step enable row level security;
create policy seen on exchange.agreement_step for select to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement));
create policy taken on exchange.agreement_step for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    and person = (select current_setting('mtandao.person', true))
    and exists (select from exchange.agreement_record as r where r.id = agreement
      and institution in (r.consumer_institution, r.provider_institution)));

alter table exchange.agreement_event enable row level security;
create policy seen on exchange.agreement_event for select to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement));
create policy told on exchange.agreement_event for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    and person = (select current_setting('mtandao.person', true))
    and exists (select from exchange.agreement_record as r where r.id = agreement));

alter table exchange.agreement_comment enable row level security;
create policy seen on exchange.agreement_comment for select to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement));
create policy written on exchange.agreement_comment for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    and person = (select current_setting('mtandao.person', true))
    and exists (select from exchange.agreement_record as r where r.id = agreement));

-- The rules are no secret.
alter table exchange.agreement_rule enable row level security;
create policy seen on exchange.agreement_rule for select to mtandao_scoped using (true);
create policy set_by on exchange.agreement_rule for insert to mtandao_scoped
  with check ((select current_setting('mtandao.reach', true)) = 'country'
    and person = (select current_setting('mtandao.person', true)));

-- The effect on the bus can only be that of a record the writer sees, between the parties that the record names.
alter table exchange.agreement enable row level security;
create policy of_record on exchange.agreement to mtandao_scoped
  using (exists (select from exchange.agreement_record as r where r.id = agreement.id))
  with check (exists (select from exchange.agreement_record as r where r.id = agreement.id
    and r.consumer_system = agreement.consumer and r.service = agreement.service
    and r.state in ('active', 'suspended', 'expired', 'ended')));
