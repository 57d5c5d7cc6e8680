-- e-GA's officers write sessions to come and what they list; why an obligation ended is kept with it.
create table directives.topic (
  session   text not null references directives.session,
  number    integer not null check (number between 1 and 1000),
  title_sw  text not null check (length(title_sw) between 1 and 500),
  title_en  text not null check (length(title_en) between 1 and 500),
  -- Null: the source does not say who presented it.
  presenter text check (length(presenter) between 1 and 300),
  -- Null: the source does not say under which pillar it stands.
  pillar_sw text check (length(pillar_sw) between 1 and 300),
  pillar_en text check (length(pillar_en) between 1 and 300),
  citation  text not null check (length(citation) between 1 and 1000),
  primary key (session, number),
  check ((pillar_sw is null) = (pillar_en is null))
);
comment on table directives.topic is 'A topic of a session, as a source lists it. None is made up: the third session counts 22 and lists none. Public.';

alter table directives.topic enable row level security;
grant select on directives.topic to mtandao_scoped;
create policy for_all on directives.topic for select to mtandao_scoped using (true);

do $$
declare
  name text;
begin
  foreach name in array array['session', 'presenter', 'topic', 'resolution'] loop
    execute format('grant insert on directives.%I to mtandao_scoped', name);
    execute format($policy$create policy egas on directives.%I for insert to mtandao_scoped with check (
      (select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$policy$, name);
  end loop;
end $$;

alter table directives.obligation
  add column ended_why text check (length(ended_why) between 1 and 2000),
  add constraint ended_with_a_day check (ended_why is null or valid_to is not null);
comment on column directives.obligation.ended_why is 'Null: it goes on, or another version follows.';
grant update (ended_why) on directives.obligation to mtandao_scoped;
