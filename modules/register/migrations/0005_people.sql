-- ICT staff, by vetting status and dates only, and committees. Findings of a vetting have no place here, on purpose.
create table register.staff (
  id                uuid primary key,
  institution       text not null references register.institution,
  name              text not null check (length(name) between 1 and 200),
  post              text not null check (length(post) between 1 and 200),
  vetting           text not null default 'not-requested' check (vetting in
    ('not-requested', 'requested', 'in-progress', 'cleared', 'not-cleared', 'expired')),
  vetting_since     date,
  vetting_until     date,
  -- Reference of the letter or form, never what it says.
  vetting_reference text check (length(vetting_reference) <= 100),
  oath_on           date,
  oath_witness      text check (length(oath_witness) <= 200),
  oath_reference    text check (length(oath_reference) <= 100),
  left_on           date,
  created_at        timestamptz not null
);
create index staff_institution on register.staff (institution, name);

create table register.committee (
  id                uuid primary key,
  institution       text not null references register.institution,
  kind              text not null check (kind in ('ict-steering')),
  charter_reference text check (length(charter_reference) <= 300),
  charter_on        date,
  established_on    date not null,
  ended_on          date check (ended_on is null or established_on <= ended_on),
  created_at        timestamptz not null
);
create unique index committee_current on register.committee (institution, kind) where ended_on is null;
create table register.committee_member (
  id          uuid primary key,
  committee   uuid not null references register.committee,
  institution text not null references register.institution,
  name        text not null check (length(name) between 1 and 200),
  post        text not null check (length(post) between 1 and 200),
  role        text not null check (role in ('chair', 'secretary', 'member')),
  valid_from  date not null,
  valid_to    date check (valid_to is null or valid_from <= valid_to)
);
create index committee_member_committee on register.committee_member (committee);
-- One chair and one secretary at a time.
create unique index committee_member_office on register.committee_member (committee, role)
  where valid_to is null and role <> 'member';

grant select, insert on register.staff, register.committee, register.committee_member to mtandao_scoped;
grant update (name, post, vetting, vetting_since, vetting_until, vetting_reference, oath_on, oath_witness, oath_reference,
  left_on) on register.staff to mtandao_scoped;
grant update (charter_reference, charter_on, ended_on) on register.committee to mtandao_scoped;
grant update (valid_to) on register.committee_member to mtandao_scoped;

do $$
declare
  kept text;
begin
  foreach kept in array array['staff', 'committee', 'committee_member'] loop
    execute format('alter table register.%I enable row level security', kept);
    execute format($p$create policy own_read on register.%I for select to mtandao_scoped
      using ((select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)))$p$, kept);
    execute format($p$create policy own_add on register.%I for insert to mtandao_scoped
      with check (institution = (select current_setting('mtandao.institution', true)))$p$, kept);
    execute format($p$create policy own_change on register.%I for update to mtandao_scoped
      using (institution = (select current_setting('mtandao.institution', true)))$p$, kept);
  end loop;
end $$;
