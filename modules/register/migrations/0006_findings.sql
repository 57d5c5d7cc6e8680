-- What the register found out by itself. A finding is closed when its cause has gone; if that comes back, it is another.
create table register.finding (
  id            bigint generated always as identity primary key,
  rule          text not null check (length(rule) <= 60),
  institution   text not null references register.institution,
  -- A system.
  subject       text not null references register.system,
  -- Dates and names that the sentence about it needs.
  detail        jsonb not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  closed_at     timestamptz
);
create unique index finding_open on register.finding (rule, subject) where closed_at is null;
create index finding_institution on register.finding (institution, id desc) where closed_at is null;

grant select on register.finding to mtandao_scoped;
alter table register.finding enable row level security;
create policy own_read on register.finding for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)));

-- CSV files between their dry run and the person's yes. e-GA's officers only.
create table register.import (
  id          uuid primary key,
  person      text not null,
  at          timestamptz not null,
  -- What changes say they are in force from.
  valid_from  date not null,
  file_sha256 text not null,
  content     text not null check (octet_length(content) <= 2097152),
  -- SHA-256 of every verdict that was shown.
  plan_sha256 text not null,
  applied_at  timestamptz
);
grant select, insert, update (applied_at), delete on register.import to mtandao_scoped;
alter table register.import enable row level security;
create policy ega_only on register.import to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega');
