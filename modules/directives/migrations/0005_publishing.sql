-- Published tables lie in rows: what all may read, what is its institution's, and what they were made of. Nothing was published before.
alter table directives.published_table
  drop column inputs,
  drop column results,
  -- Of rule set, obligations, exemptions and register.
  add column inputs_hash text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
  -- Of the table without the reasons that are not for all. It names `content_hash`, which is of the whole.
  add column public_hash text not null check (public_hash ~ '^[0-9a-f]{64}$'),
  add column row_count   integer not null check (row_count between 0 and 1000000);
comment on table directives.published_table is 'The head of a quarter’s results as published. Append-only, public, no personal data.';

create table directives.published_result (
  table_period text not null,
  edition      integer not null,
  -- Place in the table: by institution and obligation.
  position     integer not null check (position >= 0),
  institution  text not null check (length(institution) between 1 and 200),
  obligation   text not null check (length(obligation) between 1 and 120),
  directive    text not null check (length(directive) between 1 and 120),
  -- Null when the obligation does not recur.
  period       text check (length(period) <= 20),
  due_on       date not null,
  days_late    integer not null check (days_late >= 0),
  result       text not null
    check (result in ('met', 'partly', 'not-met', 'unknown', 'not-applicable', 'exempt')),
  exempt_until date,
  rule         text not null check (length(rule) <= 80),
  -- Null: reason and facts are not for all, and lie in published_reason.
  explained    jsonb check (octet_length(explained::text) <= 16384),
  primary key (table_period, edition, position),
  unique (table_period, edition, institution, obligation),
  foreign key (table_period, edition) references directives.published_table (period, edition),
  check ((result = 'exempt') = (exempt_until is not null))
);
comment on table directives.published_result is 'Rows of published tables. Append-only, public.';

create table directives.published_reason (
  table_period text not null,
  edition      integer not null,
  position     integer not null,
  institution  text not null,
  explained    jsonb not null check (octet_length(explained::text) <= 16384),
  primary key (table_period, edition, position),
  foreign key (table_period, edition, position) references directives.published_result
);
comment on table directives.published_reason is 'Reasons of published rows that rest on facts which are not for all. Append-only.';

create table directives.published_inputs (
  period         text not null,
  edition        integer not null,
  -- Rule set, obligations, exemptions and register; the facts are the facts module's.
  inputs         jsonb not null,
  published_by   text not null check (length(published_by) <= 200),
  publisher_name text not null check (length(publisher_name) <= 300),
  primary key (period, edition),
  foreign key (period, edition) references directives.published_table (period, edition)
);
comment on table directives.published_inputs is 'What a published table was made of, and who published it. Append-only.';

do $$
declare
  name text;
begin
  foreach name in array array['published_result', 'published_reason', 'published_inputs'] loop
    execute format('create trigger kept before update or delete on directives.%I for each row execute function directives.refuse_change()', name);
    execute format('create trigger kept_whole before truncate on directives.%I for each statement execute function directives.refuse_change()', name);
    execute format('alter table directives.%I enable row level security', name);
    execute format('grant select, insert on directives.%I to mtandao_scoped', name);
    execute format($policy$create policy egas on directives.%I for insert to mtandao_scoped with check (
      (select current_setting('mtandao.reach', true)) = 'country' and (select current_setting('mtandao.institution', true)) = 'ega')$policy$, name);
  end loop;
end $$;

-- Published results are for all to read.
create policy for_all on directives.published_result for select to mtandao_scoped using (true);
create policy own on directives.published_reason for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country' or institution = (select current_setting('mtandao.institution', true)));
create policy country on directives.published_inputs for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country');
