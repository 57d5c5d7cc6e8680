-- What people said when they verified or corrected a fact: apart from the fact, whose type may be public, and just as append-only.
create table facts.remark (
  fact           uuid primary key references facts.fact,
  -- The institution that the fact speaks about, and the one that whoever said it acted for.
  institution    text check (length(institution) between 1 and 200),
  by_institution text not null check (length(by_institution) between 1 and 200),
  words          text not null check (length(words) between 1 and 500)
);
comment on table facts.remark is 'Why a fact was corrected, what a verifier looked at. Append-only.';
create trigger append_only before update or delete on facts.remark
  for each row execute function facts.refuse_change();
create trigger append_only_whole before truncate on facts.remark
  for each statement execute function facts.refuse_change();

grant select, insert on facts.remark to mtandao_scoped;
alter table facts.remark enable row level security;
-- For whom it is about, for whose people said it, and for the country; never for the public.
create policy concerned_read on facts.remark for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or institution = (select current_setting('mtandao.institution', true))
    or by_institution = (select current_setting('mtandao.institution', true)));
-- Only of a fact that the person has recorded themselves.
create policy own_add on facts.remark for insert to mtandao_scoped
  with check (by_institution = (select current_setting('mtandao.institution', true))
    and exists (select from facts.fact as said where said.id = remark.fact
      and said.institution is not distinct from remark.institution
      and said.collector = (select current_setting('mtandao.person', true))
      and said.by_institution = (select current_setting('mtandao.institution', true))));

-- What people said is a small part of all facts; lists of it and the queue to verify read this.
create index fact_said on facts.fact (place desc) where source <> 'machine';
create index fact_subject on facts.fact (subject_id, place desc);
