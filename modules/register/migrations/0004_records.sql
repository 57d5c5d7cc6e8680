-- How systems are kept and what they cost, where they run, what changed in every record, and the dated settings.

-- What is not law stands here with where it comes from. A change is a new row.
create table register.setting (
  id         bigint generated always as identity primary key,
  key        text not null check (key ~ '^[a-z0-9.-]{1,60}$'),
  value      jsonb not null,
  valid_from date not null,
  valid_to   date check (valid_to is null or valid_from <= valid_to),
  -- `practice`: seen done. `product`: chosen by us until somebody decides. `statute`: read in the law's own text.
  basis      text not null check (basis in ('practice', 'product', 'statute')),
  citation   text not null check (length(citation) between 1 and 500),
  verified   boolean not null default false
);
create unique index setting_current on register.setting (key) where valid_to is null;
insert into register.setting (key, value, valid_from, basis, citation) values
  ('committee.members-min', '6', '2023-02-10', 'practice', 'Tume ya Utumishi wa Umma: wajumbe wasiopungua 6 na wasiozidi 7 (psc.go.tz/news/69)'),
  ('committee.members-max', '7', '2023-02-10', 'practice', 'Tume ya Utumishi wa Umma: wajumbe wasiopungua 6 na wasiozidi 7 (psc.go.tz/news/69)'),
  ('committee.chair', '"head"', '2023-02-10', 'practice', 'Halmashauri ya Wilaya ya Mafia: Mkurugenzi Mtendaji aliongoza (mafiadc.go.tz); kifungu cha sheria hakijasomwa'),
  ('committee.secretary', '"head-of-ict"', '2023-02-10', 'practice', 'Mkuu wa Kitengo cha TEHAMA aliwasilisha makabrasha (psc.go.tz, mafiadc.go.tz); kifungu cha sheria hakijasomwa'),
  ('committee.frequency', '"quarter"', '2023-02-10', 'practice', 'Halmashauri ya Wilaya ya Mafia: taarifa ya robo ya tatu 2024/25 (mafiadc.go.tz); kifungu cha 19 hakijasomwa'),
  ('findings.silent-days', '30', '2026-07-01', 'product', 'Chaguo la mfumo huu; hakuna takwa la sheria lililopatikana'),
  ('findings.confirm-days', '365', '2026-07-01', 'product', 'Chaguo la mfumo huu; hakuna takwa la sheria lililopatikana');

-- Data centres. Whether one is approved, from when and until when, is written by e-GA's officers alone.
create table register.site (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 200),
  operator   text not null check (length(operator) between 1 and 200),
  place      text not null check (length(place) between 1 and 200),
  region     text check (length(region) <= 40),
  created_at timestamptz not null,
  constraint site_name unique (name)
);
create table register.site_approval (
  id          uuid primary key,
  site        uuid not null references register.site,
  valid_from  date not null,
  -- Last day. An approval that is taken back ends earlier than it said.
  valid_until date,
  citation    text not null check (length(citation) between 1 and 500),
  recorded_at timestamptz not null,
  withdrawn_on date,
  withdrawn_why text check (length(withdrawn_why) <= 500),
  check (valid_until is null or valid_from <= valid_until)
);
create index site_approval_site on register.site_approval (site);

create table register.system_detail (
  system             text primary key references register.system,
  institution        text not null references register.institution,
  hosting_site       uuid references register.site,
  -- Where it runs when that is no listed data centre.
  hosting_other      text check (length(hosting_other) <= 300),
  recovery_site      uuid references register.site,
  recovery_other     text check (length(recovery_other) <= 300),
  rto_hours          numeric(7, 2) check (rto_hours >= 0),
  rpo_hours          numeric(7, 2) check (rpo_hours >= 0),
  drilled_on         date,
  source_owner       text check (source_owner in ('institution', 'government', 'vendor', 'open', 'unknown')),
  repository         text check (length(repository) <= 300),
  escrow             text check (length(escrow) <= 300),
  documentation      text check (length(documentation) <= 300),
  built_on           date,
  vendor             text check (length(vendor) <= 200),
  yearly_cost_tzs    bigint check (yearly_cost_tzs between 0 and 9000000000000)
);
insert into register.system_detail (system, institution) select system, institution from register.system_record;

create table register.system_assessment (
  id          uuid primary key,
  system      text not null references register.system,
  institution text not null references register.institution,
  assessed_on date not null,
  assessor    text not null check (length(assessor) between 1 and 200),
  recorded_at timestamptz not null
);
create index system_assessment_system on register.system_assessment (system, assessed_on desc);

-- Data a system holds: a code of the list, or the institution's own words.
create table register.system_data (
  system      text not null references register.system,
  institution text not null references register.institution,
  entity      text not null check (length(entity) between 1 and 100),
  role        text not null check (role in ('master', 'copy')),
  primary key (system, entity)
);

-- Every change of a record: who, when, what stood there and what stands there. Never changed, never removed.
create table register.revision (
  id           bigint generated always as identity primary key,
  subject_type text not null check (subject_type in ('institution', 'system', 'staff', 'committee', 'site')),
  subject      text not null,
  institution  text not null references register.institution,
  part         text not null check (length(part) <= 40),
  at           timestamptz not null,
  person       text not null,
  person_name  text not null,
  before       jsonb,
  after        jsonb
);
create index revision_subject on register.revision (subject_type, subject, id desc);

grant select on register.setting, register.site, register.site_approval, register.system_detail,
  register.system_assessment, register.system_data, register.revision to mtandao_scoped;
grant insert on register.setting, register.site, register.site_approval, register.system_detail,
  register.system_assessment, register.system_data, register.revision to mtandao_scoped;
grant update (valid_to) on register.setting to mtandao_scoped;
grant update (withdrawn_on, withdrawn_why) on register.site_approval to mtandao_scoped;
grant update (hosting_site, hosting_other, recovery_site, recovery_other, rto_hours, rpo_hours, drilled_on, source_owner,
  repository, escrow, documentation, built_on, vendor, yearly_cost_tzs) on register.system_detail to mtandao_scoped;
-- The list of data is written whole; what it was stands in the revisions.
grant delete on register.system_data to mtandao_scoped;

alter table register.setting enable row level security;
-- By which rules the register works is public; e-GA's officers write them.
create policy public_read on register.setting for select to mtandao_scoped using (true);
alter table register.site enable row level security;
-- Which data centres are approved is public: institutions choose among them.
create policy public_read on register.site for select to mtandao_scoped using (true);
alter table register.site_approval enable row level security;
create policy public_read on register.site_approval for select to mtandao_scoped using (true);
do $$
declare
  kept text;
begin
  foreach kept in array array['setting', 'site', 'site_approval'] loop
    execute format($p$create policy ega_add on register.%I for insert to mtandao_scoped
      with check ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$p$, kept);
    execute format($p$create policy ega_change on register.%I for update to mtandao_scoped
      using ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$p$, kept);
  end loop;
  -- How a system is kept: its own institution and those who see the country. Written by the institution alone.
  foreach kept in array array['system_detail', 'system_assessment', 'revision'] loop
    execute format('alter table register.%I enable row level security', kept);
    execute format($p$create policy own_read on register.%I for select to mtandao_scoped
      using ((select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)))$p$, kept);
  end loop;
  foreach kept in array array['system_detail', 'system_assessment', 'system_data'] loop
    execute format($p$create policy own_add on register.%I for insert to mtandao_scoped
      with check (institution = (select current_setting('mtandao.institution', true)))$p$, kept);
  end loop;
end $$;
create policy own_change on register.system_detail for update to mtandao_scoped
  using (institution = (select current_setting('mtandao.institution', true)));
create policy own_add on register.revision for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    or ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega'));
alter table register.system_data enable row level security;
-- Whoever is signed in may find who is master of which data.
create policy signed_in_read on register.system_data for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) in ('own', 'country'));
create policy own_remove on register.system_data for delete to mtandao_scoped
  using (institution = (select current_setting('mtandao.institution', true)));

-- An enrolment may bring a body whose name it does not say yet.
alter table register.institution_name drop constraint institution_name_name_sw_check;
alter table register.institution_name drop constraint institution_name_name_en_check;
alter table register.institution_name add constraint institution_name_length
  check (length(name_sw) <= 300 and length(name_en) <= 300);
