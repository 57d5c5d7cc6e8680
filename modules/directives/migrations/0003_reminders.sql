-- What was said to whom about what is owed, and how often it may be said.

create table directives.reminder_setting (
  name       text not null check (name in ('hour', 'before-days', 'officers-after-days', 'head-after-days', 'ega-after-days',
    'officers-every-days', 'head-every-days', 'ega-every-days')),
  -- Days, or for `hour` the hour of the day in Tanzania.
  value      integer[] not null check (cardinality(value) between 1 and 10 and 0 <= all (value) and 400 >= all (value)),
  valid_from date not null,
  basis      text not null check (basis in ('practice', 'product', 'statute')),
  citation   text not null check (length(citation) between 1 and 1000),
  -- Somebody has read the source itself. Otherwise it is shown as "to be confirmed".
  verified   boolean not null,
  primary key (name, valid_from),
  check (name = 'before-days' or cardinality(value) = 1),
  check (name not like '%-every-days' or 1 <= all (value)),
  check (name <> 'hour' or 23 >= all (value))
);
comment on table directives.reminder_setting is 'Dated settings of reminders; the latest that has come counts. Append-only, public.';

insert into directives.reminder_setting (name, value, valid_from, basis, citation, verified)
select name, value, date '2023-02-10', 'product', 'Hakuna sheria wala mwongozo uliosomwa unaotaja siku za vikumbusho: ni za mfumo huu hadi e-GA ithibitishe', false
from (values
  ('hour', array[7]),
  ('before-days', array[30, 14, 7, 1]),
  ('officers-after-days', array[1]),
  ('head-after-days', array[14]),
  ('ega-after-days', array[30]),
  ('officers-every-days', array[7]),
  ('head-every-days', array[28]),
  ('ega-every-days', array[28])) as first (name, value);

create table directives.reminder (
  institution text not null check (length(institution) between 1 and 200),
  obligation  text not null check (length(obligation) between 1 and 120),
  -- '' when the obligation does not recur.
  period      text not null check (length(period) <= 20),
  due_on      date not null,
  audience    text not null check (audience in ('officers', 'head', 'ega')),
  step        text not null check (step in ('before', 'late', 'overdue')),
  round       integer not null check (round >= 0),
  -- How it stood when it was said.
  result      text not null check (result in ('partly', 'not-met', 'unknown')),
  said_on     date not null,
  said_at     timestamptz not null,
  -- How many people hold the offices, and whether they were written to or only saw it in the portal.
  people      integer not null check (people >= 1),
  mailed      boolean not null,
  -- Nothing is said twice for the same step; a due day that moves begins anew.
  primary key (institution, obligation, period, due_on, audience, step, round)
);
create index reminder_said on directives.reminder (said_on desc, institution, audience);
create index reminder_institution on directives.reminder (institution, said_on desc, audience);
comment on table directives.reminder is 'What was said to which office about what is owed. Append-only; only a worker writes it.';

-- One letter a person a day, whatever happens to the worker. Identity knows the people; here stand their ids alone.
create table directives.reminder_letter (
  person  text not null check (length(person) <= 200),
  said_on date not null,
  primary key (person, said_on)
);
comment on table directives.reminder_letter is 'Who had a letter on which day. Nobody but the worker reads it.';

do $$
declare
  name text;
begin
  foreach name in array array['reminder_setting', 'reminder', 'reminder_letter'] loop
    execute format('alter table directives.%I enable row level security', name);
  end loop;
  foreach name in array array['reminder_setting', 'reminder'] loop
    execute format('create trigger kept before update or delete on directives.%I for each row execute function directives.refuse_change()', name);
    execute format('create trigger kept_whole before truncate on directives.%I for each statement execute function directives.refuse_change()', name);
    execute format('grant select on directives.%I to mtandao_scoped', name);
  end loop;
end $$;

-- Settings are for all to read.
create policy for_all on directives.reminder_setting for select to mtandao_scoped using (true);
create policy own on directives.reminder for select to mtandao_scoped using (
  (select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)));
