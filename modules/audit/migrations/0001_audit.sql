-- What people and the platform itself did. Written in the transaction of the change, never changed, and appended to a
-- transparency log, which finds out about whoever changes it all the same.
create schema audit;

create table audit.act (
  id           uuid primary key,
  at           timestamptz not null,
  -- Index of the entry in the log: given by the trigger below when the transaction commits, in the order of commits.
  log_index    bigint unique check (log_index >= 0),
  -- Who acted, as they were then. Names stay: they are those of office-holders in office.
  person       text check (length(person) between 1 and 200),
  person_name  text check (length(person_name) <= 200),
  institution  text check (length(institution) between 1 and 200),
  roles        text[] not null default '{}' check (cardinality(roles) <= 20),
  -- Who acted when nobody was signed in: terminal, worker, guest.
  agent        text check (length(agent) between 1 and 50),
  action       text not null check (action ~ '^[a-z][a-z-]*\.[a-z0-9-]+$' and length(action) <= 100),
  subject_type text not null check (length(subject_type) between 1 and 100),
  subject_id   text not null check (length(subject_id) between 1 and 500),
  -- Institutions concerned: their people may read it. The actor's own is among them.
  institutions text[] not null check (cardinality(institutions) <= 100),
  -- The program keeps it to 8 KiB; jsonb writes the same a little longer.
  detail       jsonb not null default '{}'
    check (jsonb_typeof(detail) = 'object' and octet_length(detail::text) <= 16384),
  check (num_nonnulls(person, agent) = 1),
  check (agent is not null or (person_name is not null and institution is not null))
);
comment on table audit.act is 'Administrative acts. Append-only.';
create index act_institutions on audit.act using gin (institutions);
create index act_person on audit.act (person, log_index desc);
create index act_action on audit.act (action, log_index desc);
create index act_subject on audit.act (subject_type, subject_id, log_index desc);
create index act_at on audit.act (at);

-- The number of acts committed: the index of the next. Its one row is locked by whoever is committing acts, for the time
-- of the commit alone: so indexes follow the order of commits, without a gap, whatever transactions run beside.
create table audit.head (
  one  boolean primary key default true check (one),
  size bigint not null check (size >= 0)
);
comment on table audit.head is 'How many acts there are.';
insert into audit.head (size) values (0);

-- As deferred trigger it runs after everything else of the transaction, right before it commits.
create function audit.place_act() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  place bigint;
begin
  update audit.head set size = size + 1 returning size - 1 into strict place;
  update audit.act set log_index = place where id = new.id;
  return null;
end $$;
create constraint trigger place_act after insert on audit.act
  deferrable initially deferred for each row execute function audit.place_act();

-- Holds for the owner too. Only the index may be set, once, where there was none.
create function audit.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and old.log_index is null and new.log_index is not null
    and to_jsonb(new) - 'log_index' = to_jsonb(old) - 'log_index' then
    return new;
  end if;
  raise exception 'acts are not changed and not removed' using errcode = 'restrict_violation';
end $$;
create trigger refuse_change before update or delete on audit.act
  for each row execute function audit.refuse_change();

create function audit.refuse_removal() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'acts are not changed and not removed' using errcode = 'restrict_violation';
end $$;
create trigger refuse_truncate before truncate on audit.act
  for each statement execute function audit.refuse_removal();

create function audit.require_no_index() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.log_index is not null then
    raise exception 'the index of an act is given when it commits' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger require_no_index before insert on audit.act
  for each row execute function audit.require_no_index();

-- Heads of the log as they were signed. A folder that was set back, or made again from changed rows, differs from them.
create table audit.checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null check (length(note) <= 4096),
  at   timestamptz not null
);
comment on table audit.checkpoint is 'Signed heads of the log of acts. Append-only.';
create trigger refuse_change before update or delete on audit.checkpoint
  for each row execute function audit.refuse_removal();
create trigger refuse_truncate before truncate on audit.checkpoint
  for each statement execute function audit.refuse_removal();

grant usage on schema audit to mtandao_scoped;
grant select, insert on audit.act to mtandao_scoped;
alter table audit.act enable row level security;
create policy concerned_read on audit.act for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institutions @> array[(select current_setting('mtandao.institution', true))]);
-- In one's own name and for the institution acted for, whatever the program says.
create policy own_write on audit.act for insert to mtandao_scoped
  with check (person = (select current_setting('mtandao.person', true))
    and institution = (select current_setting('mtandao.institution', true))
    and institutions @> array[(select current_setting('mtandao.institution', true))]);
