-- What is known of institutions and their systems, and from whom. Nothing here is overwritten: a correction is a new fact.
create schema facts;

create table facts.fact (
  id             uuid primary key,
  -- The order of commits: whoever records holds one lock until its transaction ends. Readers go on from here, never from a time.
  place          bigint generated always as identity unique,
  subject_type   text not null check (length(subject_type) between 1 and 60),
  subject_id     text not null check (length(subject_id) between 1 and 300),
  -- Null: the whole country.
  institution    text check (length(institution) between 1 and 200),
  -- From the catalogue in the code, which also knows the schema of the value.
  type           text not null check (type ~ '^[a-z]+\.[a-z-]+$' and length(type) <= 60),
  value          jsonb not null check (octet_length(value::text) <= 16384),
  observed_at    timestamptz not null,
  recorded_at    timestamptz not null,
  valid_until    timestamptz check (valid_until > observed_at),
  source         text not null check (source in ('machine', 'declared', 'verified')),
  -- The name of a collector, or the id of the person who declared or verified.
  collector      text not null check (length(collector) between 1 and 200),
  -- The institution that person acted for; null for machines.
  by_institution text check (length(by_institution) between 1 and 200),
  evidence       text check (evidence ~ '^[0-9a-f]{64}$'),
  supersedes     uuid references facts.fact,
  -- Whether the type is one that everybody may read.
  public         boolean not null,
  check ((source = 'machine') = (by_institution is null))
);
comment on table facts.fact is 'Observations. Append-only.';
create unique index fact_supersedes on facts.fact (supersedes) where supersedes is not null;
create index fact_series on facts.fact (subject_type, subject_id, type, observed_at desc);
create index fact_institution on facts.fact (institution, place desc);
create index fact_type on facts.fact (type, place);
create index fact_evidence on facts.fact (evidence) where evidence is not null;

-- Holds for the owner too.
create function facts.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'facts.% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on facts.fact
  for each row execute function facts.refuse_change();
create trigger append_only_whole before truncate on facts.fact
  for each statement execute function facts.refuse_change();

-- Whoever reported does not verify, and what corrects a fact speaks about the same thing: whatever the program says.
create function facts.check_supersedes() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  old facts.fact;
begin
  if new.source = 'verified' and new.supersedes is null then
    raise exception 'a verified fact names the one it verifies' using errcode = 'check_violation';
  end if;
  if new.supersedes is null then
    return new;
  end if;
  select * into old from facts.fact where id = new.supersedes;
  if old.id is null or (old.subject_type, old.subject_id, old.type) <> (new.subject_type, new.subject_id, new.type)
    or old.institution is distinct from new.institution then
    raise exception 'a correction speaks about the same thing' using errcode = 'check_violation';
  end if;
  if new.source = 'declared' and old.source <> 'declared' then
    raise exception 'what is declared corrects nothing that was seen' using errcode = 'check_violation';
  end if;
  if new.source = 'verified' and old.collector = new.collector and old.source = 'declared' then
    raise exception 'the reporter does not verify' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger check_supersedes before insert on facts.fact
  for each row execute function facts.check_supersedes();

-- Who keeps which file. The bytes lie once in a folder, by their hash; each institution has a row of its own, so that
-- giving a file does not tell whether another institution has the same one.
create table facts.evidence (
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  institution text not null check (length(institution) between 1 and 200),
  bytes       int not null check (bytes between 1 and 10485760),
  media_type  text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/csv', 'text/plain')),
  person      text not null check (length(person) between 1 and 200),
  at          timestamptz not null,
  primary key (sha256, institution)
);
comment on table facts.evidence is 'Evidence files by hash. Append-only.';
create trigger append_only before update or delete on facts.evidence
  for each row execute function facts.refuse_change();
create trigger append_only_whole before truncate on facts.evidence
  for each statement execute function facts.refuse_change();

-- Evidence whose bytes are not what they were. Nobody deletes these.
create table facts.evidence_alarm (
  id            bigint generated always as identity primary key,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  kind          text not null check (kind in ('altered', 'missing')),
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  seen          bigint not null default 1,
  constraint evidence_alarm_once unique (sha256, kind)
);

grant usage on schema facts to mtandao_scoped;
grant select, insert on facts.fact, facts.evidence to mtandao_scoped;
grant select on facts.evidence_alarm to mtandao_scoped;

alter table facts.fact enable row level security;
-- Types marked public are for everybody, on purpose: the country's table is made of them.
create policy readable on facts.fact for select to mtandao_scoped
  using (public
    or (select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)));
-- People record as themselves alone: what their own institution declares, or what they verify of another (e-GA: of any).
create policy people_record on facts.fact for insert to mtandao_scoped
  with check (collector = (select current_setting('mtandao.person', true))
    and by_institution = (select current_setting('mtandao.institution', true))
    and ((source = 'declared' and institution = (select current_setting('mtandao.institution', true)))
      or (source = 'verified' and (institution <> (select current_setting('mtandao.institution', true))
        or ((select current_setting('mtandao.reach', true)) = 'country'
          and (select current_setting('mtandao.institution', true)) = 'ega')))));

alter table facts.evidence enable row level security;
create policy own_read on facts.evidence for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true)));
create policy own_add on facts.evidence for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    and person = (select current_setting('mtandao.person', true)));

alter table facts.evidence_alarm enable row level security;
-- For e-GA and auditors, and for whoever keeps the file.
create policy keeper_read on facts.evidence_alarm for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country' or exists (
    select from facts.evidence as kept where kept.sha256 = evidence_alarm.sha256
      and kept.institution = (select current_setting('mtandao.institution', true))));
