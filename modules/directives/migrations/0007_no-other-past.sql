-- What reports of past days are made of does not change, for the owner of the database neither; and people write in their own name alone.
do $$
declare
  name text;
begin
  foreach name in array array['session', 'presenter', 'topic', 'resolution', 'directive'] loop
    execute format('create trigger kept before update or delete on directives.%I for each row execute function directives.refuse_change()', name);
    execute format('create trigger kept_whole before truncate on directives.%I for each statement execute function directives.refuse_change()', name);
  end loop;
end $$;

-- An obligation ends once, and nothing else of it changes.
create function directives.refuse_another_obligation() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.valid_to is not null or new.valid_to is null
    or to_jsonb(new) - 'valid_to' - 'ended_why' <> to_jsonb(old) - 'valid_to' - 'ended_why' then
    raise exception 'an obligation ends once, and nothing else of it changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger ends_once before update on directives.obligation
  for each row execute function directives.refuse_another_obligation();
create trigger kept before delete on directives.obligation for each row execute function directives.refuse_change();
create trigger kept_whole before truncate on directives.obligation for each statement execute function directives.refuse_change();

create policy own_name on directives.exemption as restrictive for insert to mtandao_scoped
  with check (granted_by = (select current_setting('mtandao.person', true)));
create policy own_name on directives.reply as restrictive for insert to mtandao_scoped
  with check (said_by = (select current_setting('mtandao.person', true)));
create policy own_name on directives.answer as restrictive for insert to mtandao_scoped
  with check (answered_by = (select current_setting('mtandao.person', true)));
create policy own_name on directives.published_inputs as restrictive for insert to mtandao_scoped
  with check (published_by = (select current_setting('mtandao.person', true)));
