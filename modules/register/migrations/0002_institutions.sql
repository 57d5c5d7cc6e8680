-- Institutions with their history. What is dated is never overwritten: the old row is closed, a row is added.

-- The marks are the publisher's; whoever changes an institution or a system may leave one and nothing else there.
alter function register.mark_change() security definer;
alter function register.mark_change() set search_path = pg_catalog;

alter table register.institution
  -- Has asked for the bus by an enrolment. One without, and without a system, is of no concern to the gateway.
  add column joined  boolean not null default true,
  -- As of today, from the dated rows below.
  add column acronym text check (length(acronym) between 1 and 40),
  add column kind    text check (length(kind) <= 40),
  add column parent  text references register.institution check (parent <> id),
  add column region  text check (length(region) <= 40);
create index institution_parent on register.institution (parent) where parent is not null;

drop trigger institution_changed on register.institution;
create trigger institution_changed after update on register.institution for each row
  when ((old.id, old.class, old.code, old.name_sw, old.name_en, old.status, old.joined)
    is distinct from (new.id, new.class, new.code, new.name_sw, new.name_en, new.status, new.joined))
  execute function register.mark_change();

create table register.institution_name (
  id          bigint generated always as identity primary key,
  institution text not null references register.institution,
  name_sw     text not null check (length(name_sw) between 1 and 300),
  name_en     text not null check (length(name_en) between 1 and 300),
  acronym     text check (length(acronym) between 1 and 40),
  -- First and last day; null: since before anybody wrote it down, until further notice.
  valid_from  date,
  valid_to    date,
  -- The notice or instrument that changed the name.
  citation    text check (length(citation) <= 500),
  recorded_at timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create unique index institution_name_current on register.institution_name (institution) where valid_to is null;

-- What kind of body it is, under whom and where.
create table register.institution_standing (
  id          bigint generated always as identity primary key,
  institution text not null references register.institution,
  kind        text check (length(kind) <= 40),
  parent      text references register.institution,
  region      text check (length(region) <= 40),
  valid_from  date,
  valid_to    date,
  citation    text check (length(citation) <= 500),
  recorded_at timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create unique index institution_standing_current on register.institution_standing (institution) where valid_to is null;

create table register.institution_head (
  id          bigint generated always as identity primary key,
  institution text not null references register.institution,
  name        text not null check (length(name) between 1 and 200),
  -- A code of the list of titles.
  title       text not null check (length(title) <= 40),
  valid_from  date not null,
  valid_to    date,
  recorded_at timestamptz not null default now(),
  check (valid_to is null or valid_from <= valid_to)
);
create unique index institution_head_current on register.institution_head (institution) where valid_to is null;

create table register.institution_website (
  id          bigint generated always as identity primary key,
  institution text not null references register.institution,
  url         text not null check (url ~ '^https?://' and length(url) <= 300),
  valid_from  date,
  valid_to    date,
  recorded_at timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create unique index institution_website_current on register.institution_website (institution, url) where valid_to is null;

insert into register.institution_name (institution, name_sw, name_en)
  select id, name_sw, name_en from register.institution;
insert into register.institution_standing (institution) select id from register.institution;

-- The 18 institutions that presented at the third working session (facts 6.1), as the source article names them. Where the
-- same body is known already, it stays as it is. Classes and codes are r1 addresses of ours, not official codes.
with seed (id, code, name_sw, name_en, acronym, kind, region) as (values
  ('utumishi', 'PO-PSMGG', 'Ofisi ya Rais, Menejimenti ya Utumishi wa Umma na Utawala Bora', 'President''s Office – Public Service Management and Good Governance', 'PO-PSMGG', 'ministry', null),
  ('tamisemi', 'PO-RALG', 'Ofisi ya Rais – TAMISEMI (Tawala za Mikoa na Serikali za Mitaa)', 'President''s Office – Regional Administration and Local Government', 'PO-RALG', 'ministry', null),
  ('habari', 'MICIT', 'Wizara ya Habari, Mawasiliano na Teknolojia ya Habari', 'Ministry of Information, Communication and Information Technology', 'MICIT', 'ministry', null),
  ('fedha', 'MOF', 'Wizara ya Fedha', 'Ministry of Finance', 'MoF', 'ministry', null),
  ('afya', 'MOH', 'Wizara ya Afya', 'Ministry of Health', 'MoH', 'ministry', null),
  ('maji', 'MOW', 'Wizara ya Maji', 'Ministry of Water', 'MoW', 'ministry', null),
  ('bot', 'BOT', 'Benki Kuu ya Tanzania', 'Bank of Tanzania', 'BoT', 'public-corporation', null),
  ('tcra', 'TCRA', 'Mamlaka ya Mawasiliano Tanzania', 'Tanzania Communications Regulatory Authority', 'TCRA', 'authority', null),
  ('ppra', 'PPRA', 'Mamlaka ya Usimamizi wa Ununuzi wa Umma', 'Public Procurement Regulatory Authority', 'PPRA', 'authority', null),
  ('tanesco', 'TANESCO', 'Shirika la Umeme Tanzania', 'Tanzania Electric Supply Company Ltd', 'TANESCO', 'public-corporation', null),
  ('gpsa', 'GPSA', 'Wakala wa Ununuzi Serikalini', 'Government Procurement Services Agency', 'GPSA', 'agency', null),
  ('ttcl', 'TTCL', 'Shirika la Mawasiliano Tanzania', 'Tanzania Telecommunications Corporation', 'TTCL', 'public-corporation', null),
  ('heslb', 'HESLB', 'Bodi ya Mikopo ya Wanafunzi wa Elimu ya Juu', 'Higher Education Students'' Loans Board', 'HESLB', 'board', null),
  ('costech', 'COSTECH', 'Tume ya Sayansi na Teknolojia', 'Commission for Science and Technology', 'COSTECH', 'commission', null),
  ('ictc', 'ICTC', 'Tume ya TEHAMA', 'ICT Commission', 'ICTC', 'commission', null),
  ('udom', 'UDOM', 'Chuo Kikuu cha Dodoma', 'University of Dodoma', 'UDOM', 'higher-learning', 'dodoma'),
  ('udsm', 'UDSM', 'Chuo Kikuu cha Dar es Salaam', 'University of Dar es Salaam', 'UDSM', 'higher-learning', 'dar-es-salaam'),
  ('ega', 'EGA', 'Mamlaka ya Serikali Mtandao', 'e-Government Authority', 'e-GA', 'authority', null)
), added as (
  insert into register.institution (id, class, code, name_sw, name_en, acronym, kind, region, status, joined)
  select id, 'GOV', code, name_sw, name_en, acronym, kind, region, 'active', false from seed
  on conflict do nothing
  returning id, name_sw, name_en, acronym, kind, region
), named as (
  insert into register.institution_name (institution, name_sw, name_en, acronym, citation)
  select id, name_sw, name_en, acronym, 'Kikao kazi cha tatu cha Serikali Mtandao, Arusha, 8–10 Februari 2023' from added
)
insert into register.institution_standing (institution, kind, region) select id, kind, region from added;

-- None of these has a system yet: the gateway need not hear of them.
delete from register.change where tx = pg_current_xact_id();

grant usage on schema register to mtandao_scoped;
grant select on register.institution, register.institution_name, register.institution_standing,
  register.institution_head, register.institution_website to mtandao_scoped;
grant insert (id, class, code, name_sw, name_en, status, joined, acronym, kind, parent, region),
  update (class, code, name_sw, name_en, status, acronym, kind, parent, region) on register.institution to mtandao_scoped;
grant insert, update (valid_to) on register.institution_name, register.institution_standing, register.institution_head,
  register.institution_website to mtandao_scoped;

-- Who the public bodies are, what they were called, who headed them and where they are on the web is public. An
-- institution writes its own; e-GA's officers (country reach, acting for e-GA) write any and alone add or suspend one.
alter table register.institution enable row level security;
create policy public_read on register.institution for select to mtandao_scoped using (true);
create policy ega_add on register.institution for insert to mtandao_scoped
  with check ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega');
create policy own_change on register.institution for update to mtandao_scoped
  using (id = (select current_setting('mtandao.institution', true))
    or ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega'));

do $$
declare
  dated text;
begin
  foreach dated in array array['institution_name', 'institution_standing', 'institution_head', 'institution_website'] loop
    execute format('alter table register.%I enable row level security', dated);
    execute format('create policy public_read on register.%I for select to mtandao_scoped using (true)', dated);
    execute format($p$create policy own_add on register.%I for insert to mtandao_scoped
      with check (institution = (select current_setting('mtandao.institution', true))
        or ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega'))$p$, dated);
    execute format($p$create policy own_close on register.%I for update to mtandao_scoped
      using (institution = (select current_setting('mtandao.institution', true))
        or ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega'))$p$, dated);
  end loop;
end $$;
