-- The record of a system, beside the bus's row in register.system: a system is registered when its institution filled one.
-- What helps others not to build the same thing again is open; how it is kept and what it costs is not.

grant select on register.system to mtandao_scoped;
grant insert (id, institution, code, name_sw, name_en, status), update (name_sw, name_en) on register.system to mtandao_scoped;
alter table register.system enable row level security;
-- That a system exists and what it is called is public.
create policy public_read on register.system for select to mtandao_scoped using (true);
create policy own_add on register.system for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true)));
create policy own_rename on register.system for update to mtandao_scoped
  using (institution = (select current_setting('mtandao.institution', true)));

create table register.system_record (
  system          text primary key references register.system,
  institution     text not null references register.institution,
  purpose_sw      text not null check (length(purpose_sw) between 1 and 2000),
  purpose_en      text not null check (length(purpose_en) between 1 and 2000),
  lifecycle       text not null check (lifecycle in ('planned', 'building', 'live', 'retiring', 'retired')),
  lifecycle_since date not null,
  -- Codes of the list of capabilities.
  capabilities    text[] not null default '{}' check (cardinality(capabilities) <= 20),
  -- Codes of the list of user groups.
  user_groups     text[] not null default '{}' check (cardinality(user_groups) <= 12),
  -- The unit that owns it inside the institution.
  owner           text check (length(owner) between 1 and 200),
  replaced_by     text references register.system check (replaced_by <> system),
  -- Raised by each change, so that two people cannot overwrite each other unseen.
  version         int not null default 1,
  created_at      timestamptz not null,
  -- When somebody last said that all of it is true; a change says it of what it changed.
  confirmed_at    timestamptz not null,
  confirmed_by    text not null check (length(confirmed_by) <= 200)
);
create index system_record_institution on register.system_record (institution);

grant select on register.system_record to mtandao_scoped;
grant insert, update (purpose_sw, purpose_en, lifecycle, lifecycle_since, capabilities, user_groups, owner, replaced_by,
  version, confirmed_at, confirmed_by) on register.system_record to mtandao_scoped;
alter table register.system_record enable row level security;
-- Nothing here is secret: what the Government's systems are for is what everyone should find before building another.
create policy public_read on register.system_record for select to mtandao_scoped using (true);
create policy own_add on register.system_record for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true)));
create policy own_change on register.system_record for update to mtandao_scoped
  using (institution = (select current_setting('mtandao.institution', true)));
