-- A directive may be written down days after it was issued: a report of the days between, printed again, must not know it.
alter table directives.issuance add column recorded_at timestamptz not null default '-infinity';
alter table directives.issuance alter column recorded_at drop default;
comment on column directives.issuance.recorded_at is '-infinity: it was there before the platform began.';
