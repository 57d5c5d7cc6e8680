-- The work on an obligation: why it was sent back, in which order steps were taken, and who may take which.
alter table directives.status_step
  add column words text check (length(words) between 1 and 2000),
  -- Two steps within one millisecond have an order too.
  add column place bigint generated always as identity;
comment on column directives.status_step.words is 'Why e-GA sent it back; read by the institution.';

drop policy own_steps on directives.status_step;
-- Everybody in their own name: the institution submits and takes back, and what is then done is e-GA's.
create policy own_steps on directives.status_step for insert to mtandao_scoped
  with check (taken_by = (select current_setting('mtandao.person', true))
    and institution = (select current_setting('mtandao.institution', true))
    and status in ('to-do', 'submitted'));
create policy egas_steps on directives.status_step for insert to mtandao_scoped
  with check (taken_by = (select current_setting('mtandao.person', true))
    and (select current_setting('mtandao.reach', true)) = 'country'
    and (select current_setting('mtandao.institution', true)) = 'ega');

-- Holds for the owner too: whoever submitted a piece of work neither reviews nor closes it.
create function directives.refuse_own_review() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.status in ('in-review', 'closed') and new.taken_by = (
    select s.taken_by from directives.status_step s
    where s.institution = new.institution and s.obligation = new.obligation
      and s.period is not distinct from new.period and s.status = 'submitted'
    order by s.place desc limit 1) then
    raise exception 'whoever submitted it does not review it' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger others_review before insert on directives.status_step
  for each row execute function directives.refuse_own_review();

-- How long e-GA has to answer an institution's reply: dated, with where it comes from.
create table directives.answer_days (
  valid_from date primary key,
  days       integer not null check (days between 1 and 366),
  basis      text not null check (basis in ('practice', 'product', 'statute')),
  citation   text not null check (length(citation) between 1 and 1000),
  -- Somebody has read the source itself. Otherwise it is shown as "to be confirmed".
  verified   boolean not null
);
comment on table directives.answer_days is 'Days for e-GA''s answer to a reply; the latest that has come counts. Append-only, public.';
insert into directives.answer_days (valid_from, days, basis, citation, verified) values
  ('2023-02-10', 14, 'product', 'Hakuna chanzo kilichopatikana kinachotaja siku za e-GA kujibu maelezo ya taasisi', false);
create trigger kept before update or delete on directives.answer_days
  for each row execute function directives.refuse_change();
create trigger kept_whole before truncate on directives.answer_days
  for each statement execute function directives.refuse_change();
grant select on directives.answer_days to mtandao_scoped;
alter table directives.answer_days enable row level security;
create policy for_all on directives.answer_days for select to mtandao_scoped using (true);
