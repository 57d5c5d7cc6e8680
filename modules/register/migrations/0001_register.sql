-- The register owns this schema. Other modules ask it through its contract, never through a join.
create schema register;

create table register.institution (
  id         text primary key,
  -- The r1 address: /r1/{instance}/{class}/{code}/…
  class      text not null,
  code       text not null,
  name_sw    text not null,
  name_en    text not null,
  status     text not null check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  constraint institution_address unique (class, code)
);

create table register.system (
  id          text primary key,
  institution text not null references register.institution,
  -- The r1 subsystem code.
  code        text not null,
  name_sw     text not null,
  name_en     text not null,
  status      text not null check (status in ('active', 'suspended')),
  created_at  timestamptz not null default now(),
  constraint system_address unique (institution, code)
);

-- One row per transaction that changed what the gateway must know. Whoever publishes removes the rows it has taken into
-- account, in the transaction that reads the tables: a change is seen together with its mark or not at all.
create table register.change (tx xid8 primary key);

create function register.mark_change() returns trigger language plpgsql as $$
begin
  insert into register.change values (pg_current_xact_id()) on conflict do nothing;
  return null;
end $$;

create trigger institution_added after insert or delete on register.institution
  for each row execute function register.mark_change();
create trigger institution_changed after update on register.institution
  for each row when (old is distinct from new) execute function register.mark_change();
create trigger system_added after insert or delete on register.system
  for each row execute function register.mark_change();
create trigger system_changed after update on register.system
  for each row when (old is distinct from new) execute function register.mark_change();
