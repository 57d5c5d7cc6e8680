-- An institution writes its own names; whether it is suspended, its address, its kind, parent and region are e-GA's to say.
-- A policy cannot tell columns apart, so a trigger does.
create function register.guard_institution() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'mtandao_scoped' and not (current_setting('mtandao.reach', true) = 'country'
    and current_setting('mtandao.institution', true) = 'ega') then
    raise insufficient_privilege using message = 'only e-GA changes the standing of an institution';
  end if;
  return new;
end $$;

create trigger institution_guarded before update on register.institution for each row
  when ((old.class, old.code, old.status, old.kind, old.parent, old.region)
    is distinct from (new.class, new.code, new.status, new.kind, new.parent, new.region))
  execute function register.guard_institution();
