-- The register as results saw it, so that a report of a day that is over can be printed again after the register has changed.
create table directives.register_kept (
  place        bigint generated always as identity primary key,
  kept_at      timestamptz not null,
  -- Institutions with what the rules read of their systems, and the names they had.
  document     jsonb not null,
  -- RFC 8785, SHA-256.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$')
);
create index register_kept_at on directives.register_kept (kept_at, place);
comment on table directives.register_kept is 'The register whenever it changed. Append-only; a worker alone writes and reads it.';
alter table directives.register_kept enable row level security;

create trigger kept before update or delete on directives.register_kept for each row execute function directives.refuse_change();
create trigger kept_whole before truncate on directives.register_kept for each statement execute function directives.refuse_change();
