-- From a working session's resolution to what each institution owes, and what facts say of it.
create schema directives;
grant usage on schema directives to mtandao_scoped;

create table directives.session (
  id           text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
  number       integer not null check (number between 1 and 1000),
  name_sw      text not null check (length(name_sw) between 1 and 300),
  name_en      text not null check (length(name_en) between 1 and 300),
  starts_on    date not null,
  ends_on      date not null check (ends_on >= starts_on),
  place_sw     text not null check (length(place_sw) <= 300),
  place_en     text not null check (length(place_en) <= 300),
  participants integer check (participants > 0),
  -- Topics and pillars are counted; those that no source lists are not made up.
  topics       integer check (topics > 0),
  pillars      integer check (pillars > 0),
  citation     text not null check (length(citation) between 1 and 1000)
);
comment on table directives.session is 'Working sessions. Public.';

create table directives.presenter (
  session  text not null references directives.session,
  position integer not null check (position between 1 and 1000),
  name     text not null check (length(name) between 1 and 300),
  acronym  text not null check (length(acronym) <= 60),
  primary key (session, position)
);
comment on table directives.presenter is 'Institutions known to have presented a topic. Public.';

create table directives.resolution (
  id            text primary key check (id ~ '^[a-z0-9-]{1,80}$'),
  session       text not null references directives.session,
  number        integer not null check (number between 1 and 1000),
  -- The source does not number or cut it so; `sentence` is what it rests on.
  reconstructed boolean not null,
  title_sw      text not null check (length(title_sw) between 1 and 500),
  title_en      text not null check (length(title_en) between 1 and 500),
  sentence      text not null check (length(sentence) between 1 and 2000),
  citation      text not null check (length(citation) between 1 and 1000),
  unique (session, number)
);
comment on table directives.resolution is 'What a session resolved. Public.';

create table directives.acceptance (
  resolution   text primary key references directives.resolution,
  office_sw    text not null check (length(office_sw) between 1 and 300),
  office_en    text not null check (length(office_en) between 1 and 300),
  holder       text not null check (length(holder) between 1 and 200),
  accepted_on  date not null,
  text_sw      text not null check (length(text_sw) between 1 and 10000),
  text_en      text not null check (length(text_en) between 1 and 10000),
  -- Whether the text differs from what the session resolved.
  amended      boolean not null,
  -- Of both texts, office, holder, day: RFC 8785, SHA-256.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  citation     text not null check (length(citation) between 1 and 1000)
);
comment on table directives.acceptance is 'An office-holder made a resolution an order. Append-only, public.';

create table directives.directive (
  id         text primary key check (id ~ '^[a-z0-9-]{1,80}$'),
  resolution text references directives.acceptance (resolution),
  title_sw   text not null check (length(title_sw) between 1 and 500),
  title_en   text not null check (length(title_en) between 1 and 500)
);
comment on table directives.directive is 'What was ordered. Public.';

create table directives.issuance (
  directive    text not null references directives.directive,
  number       integer not null check (number between 1 and 1000),
  office_sw    text not null check (length(office_sw) between 1 and 300),
  office_en    text not null check (length(office_en) between 1 and 300),
  holder       text check (length(holder) between 1 and 200),
  issued_on    date not null,
  effective_on date not null,
  -- Null: no day was given.
  due_on       date check (due_on >= issued_on),
  citation     text not null check (length(citation) between 1 and 2000),
  primary key (directive, number)
);
comment on table directives.issuance is 'A directive is issued, and issued again by a higher office. Append-only, public.';

create table directives.obligation (
  id         text not null check (id ~ '^[a-z0-9-]{1,120}$'),
  -- A change is a new version; the one before keeps its row and ends.
  version    integer not null check (version >= 1),
  directive  text not null references directives.directive,
  title_sw   text not null check (length(title_sw) between 1 and 500),
  title_en   text not null check (length(title_en) between 1 and 500),
  addressee  jsonb not null check (octet_length(addressee::text) <= 16384),
  due        jsonb not null check (octet_length(due::text) <= 1024),
  rule       text not null check (rule ~ '^[a-z-]{1,60}$'),
  citation   text not null check (length(citation) between 1 and 2000),
  verified   boolean not null,
  valid_from date not null,
  valid_to   date check (valid_to >= valid_from),
  primary key (id, version)
);
create unique index obligation_current on directives.obligation (id) where valid_to is null;
create index obligation_directive on directives.obligation (directive);
comment on table directives.obligation is 'Who owes what by when, and by which rule it is judged. Public.';

create table directives.rule_set (
  version        integer primary key check (version >= 1),
  effective_from date not null,
  document       jsonb not null check (octet_length(document::text) <= 262144),
  content_hash   text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  published_at   timestamptz not null
);
comment on table directives.rule_set is 'Versions of rules and their dated settings, published together. Append-only, public.';

create table directives.published_table (
  period       text not null check (period ~ '^[0-9]{4}/[0-9]{2}-Q[1-4]$'),
  -- A later edition says what was found wrong; the earlier one stays.
  edition      integer not null check (edition >= 1),
  rule_set     integer not null references directives.rule_set,
  as_of        timestamptz not null,
  known_by     timestamptz not null,
  -- Rule set, obligations, exemptions and register it was made of; the facts are the facts module's.
  inputs       jsonb not null,
  results      jsonb not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  reason       text check (length(reason) between 1 and 2000),
  published_at timestamptz not null,
  primary key (period, edition),
  check (edition = 1 or reason is not null)
);
comment on table directives.published_table is 'Results of a quarter as published. Append-only, public, no personal data.';

create table directives.exemption (
  id          uuid primary key,
  obligation  text not null check (length(obligation) between 1 and 120),
  institution text not null check (length(institution) between 1 and 200),
  valid_from  date not null,
  valid_until date not null check (valid_until >= valid_from and valid_until <= valid_from + 1096),
  reason      text not null check (length(reason) between 1 and 2000),
  granted_by  text not null check (length(granted_by) <= 200),
  granted_at  timestamptz not null
);
create index exemption_institution on directives.exemption (institution, valid_until);
comment on table directives.exemption is 'An institution is let off an obligation until a day. Append-only.';

create table directives.reply (
  id          uuid primary key,
  obligation  text not null check (length(obligation) between 1 and 120),
  institution text not null check (length(institution) between 1 and 200),
  period      text check (length(period) <= 20),
  words       text not null check (length(words) between 1 and 4000),
  said_by     text not null check (length(said_by) <= 200),
  said_at     timestamptz not null,
  -- e-GA's own clock.
  answer_due  date not null
);
create index reply_institution on directives.reply (institution, said_at desc);
comment on table directives.reply is 'What an institution says to a result of its. Append-only.';

create table directives.answer (
  reply       uuid primary key references directives.reply,
  institution text not null check (length(institution) between 1 and 200),
  words       text not null check (length(words) between 1 and 4000),
  answered_by text not null check (length(answered_by) <= 200),
  answered_at timestamptz not null
);
comment on table directives.answer is 'e-GA’s answer to a reply. Append-only.';

create table directives.status_step (
  id          uuid primary key,
  obligation  text not null check (length(obligation) between 1 and 120),
  institution text not null check (length(institution) between 1 and 200),
  period      text check (length(period) <= 20),
  status      text not null check (status in ('to-do', 'submitted', 'in-review', 'closed')),
  taken_by    text not null check (length(taken_by) <= 200),
  taken_at    timestamptz not null
);
create index status_step_institution on directives.status_step (institution, obligation, taken_at desc);
comment on table directives.status_step is 'Where the work on an obligation stands, apart from its result. The latest counts. Append-only.';

create table directives.assessment (
  obligation   text not null check (length(obligation) between 1 and 120),
  institution  text not null check (length(institution) between 1 and 200),
  -- '' when the obligation does not recur.
  period       text not null check (length(period) <= 20),
  result       text not null
    check (result in ('met', 'partly', 'not-met', 'unknown', 'not-applicable', 'exempt')),
  exempt_until date,
  due_on       date not null,
  days_late    integer not null check (days_late >= 0),
  rule         text not null check (length(rule) <= 80),
  rule_set     integer not null references directives.rule_set,
  -- The reason, what would change it, the facts used with their dates.
  explained    jsonb not null check (octet_length(explained::text) <= 16384),
  as_of        timestamptz not null,
  primary key (institution, obligation, period),
  check ((result = 'exempt') = (exempt_until is not null))
);
comment on table directives.assessment is 'Results as of now: made from facts, and made again at any time. Only a worker writes it.';

-- Holds for the owner too: what was published or said is not changed and not removed.
create function directives.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['acceptance', 'issuance', 'rule_set', 'published_table', 'exemption', 'reply', 'answer', 'status_step'] loop
    execute format('create trigger kept before update or delete on directives.%I for each row execute function directives.refuse_change()', name);
    execute format('create trigger kept_whole before truncate on directives.%I for each statement execute function directives.refuse_change()', name);
  end loop;
  -- Orders to public institutions and published results are for all to read; e-GA's officers write them.
  foreach name in array array['session', 'presenter', 'resolution', 'acceptance', 'directive', 'issuance', 'obligation', 'rule_set', 'published_table'] loop
    execute format('alter table directives.%I enable row level security', name);
    execute format('grant select on directives.%I to mtandao_scoped', name);
    execute format('create policy for_all on directives.%I for select to mtandao_scoped using (true)', name);
    if name not in ('session', 'presenter', 'resolution') then
      execute format('grant insert on directives.%I to mtandao_scoped', name);
      execute format($policy$create policy egas on directives.%I for insert to mtandao_scoped with check (
        (select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$policy$, name);
    end if;
  end loop;
  -- What is about one institution is read by it and by whoever sees the country.
  foreach name in array array['exemption', 'reply', 'answer', 'status_step', 'assessment'] loop
    execute format('alter table directives.%I enable row level security', name);
    execute format('grant select on directives.%I to mtandao_scoped', name);
    execute format($policy$create policy own on directives.%I for select to mtandao_scoped using (
      (select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)))$policy$, name);
  end loop;
  -- e-GA exempts and answers.
  foreach name in array array['exemption', 'answer'] loop
    execute format('grant insert on directives.%I to mtandao_scoped', name);
    execute format($policy$create policy egas on directives.%I for insert to mtandao_scoped with check (
      (select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$policy$, name);
  end loop;
end $$;

-- An obligation ends and is followed by another version; nothing else of it changes.
grant update (valid_to) on directives.obligation to mtandao_scoped;
create policy egas_end on directives.obligation for update to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega');

-- Only the institution itself replies for itself; it and e-GA move the work on.
grant insert on directives.reply, directives.status_step to mtandao_scoped;
create policy own_words on directives.reply for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true)));
create policy own_steps on directives.status_step for insert to mtandao_scoped
  with check (institution = (select current_setting('mtandao.institution', true))
    or ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega'));
