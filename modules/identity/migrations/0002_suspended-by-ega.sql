-- What e-GA suspended, the institution's own head does not lift.
alter table identity.suspension add column by_ega boolean not null default false;
create policy ega_lifts on identity.suspension as restrictive for update to mtandao_scoped
  using (not by_ega or (select current_setting('mtandao.reach', true)) = 'country');
