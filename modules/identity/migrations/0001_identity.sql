-- People, how they sign in, and what they are appointed to. The first part has the tables that better-auth reads and writes,
-- under our names; it alone makes and checks passwords, TOTP secrets, recovery codes and passkeys. It never migrates.
create schema identity;

create table identity.person (
  id                 text primary key,
  name               text not null check (length(name) between 1 and 200),
  -- Lower case.
  email              text not null unique check (email = lower(email) and length(email) <= 254),
  -- Stated by the institution that invited the person to this address.
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean not null default false,
  -- Exists in the demo country only. Outside of it such a person never gets in.
  demo               boolean not null default false,
  -- When the person said that the recovery codes are kept; until then they can be looked at.
  codes_kept_at      timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table identity.session (
  id            text primary key,
  -- Worth nothing without better-auth's signature beside it in the cookie.
  token         text not null unique,
  person        text not null references identity.person,
  -- What proved the person beyond the password; `none` lets nobody act.
  second_factor text not null default 'none'
    check (second_factor in ('none', 'totp', 'recovery-code', 'passkey', 'institution', 'demo')),
  -- Opened by this institution's own provider: good for acting in this institution and no other.
  bound_to      text,
  -- Chosen with the switch.
  institution   text,
  ip_address    text,
  user_agent    text,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null,
  expires_at    timestamptz not null
);
create index session_person on identity.session (person);
create index session_expires on identity.session (expires_at);

-- A way to sign in: `credential` with a password, or an institution's provider.
create table identity.account (
  id                       text primary key,
  account_id               text not null,
  provider_id              text not null,
  person                   text not null references identity.person,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  -- scrypt, with its salt.
  password                 text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_person on identity.account (person);

-- Challenges under way: second factors, passkeys, the way to an institution's provider and back.
create table identity.verification (
  id         text primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on identity.verification (identifier);
create index verification_expires on identity.verification (expires_at);

-- TOTP secret and recovery codes, encrypted under the platform's secret.
create table identity.second_factor (
  id                        text primary key,
  person                    text not null references identity.person,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean,
  failed_verification_count integer,
  locked_until              timestamptz
);
create unique index second_factor_person on identity.second_factor (person);

create table identity.passkey (
  id            text primary key,
  name          text,
  public_key    text not null,
  person        text not null references identity.person,
  credential_id text not null unique,
  counter       integer not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz
);
create index passkey_person on identity.passkey (person);

-- From here on our own.

-- What a person is appointed to do in an institution. Rows are closed, never deleted and never changed otherwise.
create table identity.appointment (
  id          uuid primary key,
  person      text not null references identity.person,
  institution text not null,
  role        text not null check (role in
    ('ict-officer', 'head', 'secretary', 'ega-officer', 'data-protection-officer', 'auditor', 'minister-office')),
  -- First and last day; null: until further notice.
  valid_from  date not null,
  valid_to    date check (valid_to is null or valid_from <= valid_to),
  -- Person, or `terminal` or `demo`.
  made_by     text not null,
  made_at     timestamptz not null,
  -- Ended before its last day.
  ended_at    timestamptz,
  ended_by    text references identity.person,
  ended_why   text check (length(ended_why) <= 500),
  check (role <> 'ega-officer' or institution = 'ega'),
  check ((ended_at is null) = (ended_by is null))
);
create index appointment_person on identity.appointment (person);
create index appointment_institution on identity.appointment (institution, role);

-- A suspended appointment stays one, and allows nothing but reading why.
create table identity.suspension (
  id          uuid primary key,
  appointment uuid not null references identity.appointment,
  institution text not null,
  at          timestamptz not null,
  by          text not null references identity.person,
  why         text not null check (length(why) between 1 and 500),
  lifted_at   timestamptz,
  lifted_by   text references identity.person,
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index suspension_open on identity.suspension (appointment) where lifted_at is null;

create table identity.invitation (
  id              uuid primary key,
  -- SHA-256 of 256 random bits: the link is shown once and cannot be read here.
  token_sha256    bytea not null unique,
  institution     text not null,
  role            text not null,
  email           text not null check (email = lower(email) and length(email) <= 254),
  name            text not null check (length(name) between 1 and 200),
  -- Days of the appointment that it leads to; null: from the day of acceptance, until further notice.
  valid_from      date,
  valid_to        date,
  -- Null: made at the terminal.
  invited_by      text references identity.person,
  invited_by_name text not null,
  at              timestamptz not null,
  expires_at      timestamptz not null,
  used_at         timestamptz,
  appointment     uuid references identity.appointment,
  withdrawn_at    timestamptz,
  withdrawn_by    text references identity.person,
  check (role <> 'ega-officer' or institution = 'ega'),
  check ((used_at is null) = (appointment is null))
);
create index invitation_institution on identity.invitation (institution, at desc);

-- A link with which somebody who cannot get in sets a new password.
create table identity.recovery (
  id                   uuid primary key,
  token_sha256         bytea not null unique,
  person               text not null references identity.person,
  -- Made by an officer for somebody who lost the second factor too: it is then enrolled anew.
  resets_second_factor boolean not null,
  made_by              text references identity.person,
  at                   timestamptz not null,
  expires_at           timestamptz not null,
  used_at              timestamptz
);
create index recovery_person on identity.recovery (person);

create table identity.api_token (
  id           uuid primary key,
  -- SHA-256 of the whole token `mtk_…`: shown once and cannot be read here.
  token_sha256 bytea not null unique,
  person       text not null references identity.person,
  institution  text not null,
  name         text not null check (length(name) between 1 and 80),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  ended_at     timestamptz
);
create index api_token_person on identity.api_token (person);

-- How often something was tried, by `what:whom`. Counted before it is tried: those who try at once are counted too.
create table identity.attempt (
  key          text primary key check (length(key) <= 200),
  count        integer not null,
  began_at     timestamptz not null,
  locked_until timestamptz
);
create index attempt_began on identity.attempt (began_at);

-- A TOTP code counts once (RFC 6238, section 5.2).
create table identity.used_code (
  person      text not null references identity.person,
  code_sha256 bytea not null,
  at          timestamptz not null,
  primary key (person, code_sha256)
);

-- What somebody typed when the session had ended, until they have signed in again.
create table identity.kept_form (
  token_sha256 bytea primary key,
  path         text not null check (length(path) <= 2000),
  fields       jsonb not null,
  at           timestamptz not null
);
create index kept_form_at on identity.kept_form (at);

create table identity.outgoing_mail (
  id         uuid primary key,
  to_address text not null,
  subject    text not null check (length(subject) <= 300),
  -- May hold a link that lets somebody in: emptied when it is sent.
  body       text check (length(body) <= 10000),
  at         timestamptz not null,
  tries      integer not null default 0,
  try_at     timestamptz not null,
  sent_at    timestamptz,
  given_up   boolean not null default false
);
create index outgoing_mail_waiting on identity.outgoing_mail (try_at) where sent_at is null and not given_up;

-- An institution's own provider (OpenID Connect). At most one each.
create table identity.provider (
  institution   text primary key,
  issuer        text not null check (length(issuer) <= 300),
  client_id     text not null check (length(client_id) <= 200),
  -- Encrypted under the platform's secret.
  client_secret text not null,
  label_sw      text not null check (length(label_sw) between 1 and 80),
  label_en      text not null check (length(label_en) between 1 and 80),
  set_at        timestamptz not null,
  set_by        text not null references identity.person
);

-- The second wall. Passwords, secrets, sessions, tokens, links and mails are granted to nobody: identity alone, as owner,
-- asks for them, one person at a time.
grant usage on schema identity to mtandao_scoped;
grant select (id, name, email, two_factor_enabled, demo, created_at) on identity.person to mtandao_scoped;
grant select, insert on identity.appointment, identity.suspension to mtandao_scoped;
grant update (valid_to, ended_at, ended_by, ended_why) on identity.appointment to mtandao_scoped;
grant update (lifted_at, lifted_by) on identity.suspension to mtandao_scoped;
grant select (id, institution, role, email, name, valid_from, valid_to, invited_by, invited_by_name, at, expires_at, used_at,
  appointment, withdrawn_at), insert on identity.invitation to mtandao_scoped;
grant update (withdrawn_at, withdrawn_by) on identity.invitation to mtandao_scoped;

do $$
declare
  kept text;
begin
  foreach kept in array array['appointment', 'suspension', 'invitation'] loop
    execute format('alter table identity.%I enable row level security', kept);
    execute format($p$create policy own on identity.%I to mtandao_scoped
      using ((select current_setting('mtandao.reach', true)) = 'country'
        or institution = (select current_setting('mtandao.institution', true)))
      with check ((select current_setting('mtandao.reach', true)) = 'country'
        or institution = (select current_setting('mtandao.institution', true)))$p$, kept);
  end loop;
end $$;
alter table identity.person enable row level security;
-- Oneself, those who have or had an appointment in one's institution, and for those who see the country everybody.
create policy own on identity.person for select to mtandao_scoped
  using ((select current_setting('mtandao.reach', true)) = 'country'
    or id = (select current_setting('mtandao.person', true))
    or exists (select from identity.appointment as own where own.person = person.id));

-- The name of an office-holder is asked by id, from any institution: an agreement shows who approved it on the other side.
create function identity.names_of(ids text[]) returns table (id text, name text)
  language sql stable security definer set search_path = pg_catalog
  as 'select person.id, person.name from identity.person where person.id = any(ids)';
-- Who holds an office today: whom to ask in another institution. Names, no addresses.
create function identity.holders_of(asked text, any_role text[], day date) returns table (id text, name text)
  language sql stable security definer set search_path = pg_catalog
  as $f$
    select distinct person.id, person.name from identity.appointment
    join identity.person on person.id = appointment.person
    where appointment.institution = asked and role = any(any_role) and ended_at is null
      and valid_from <= day and (valid_to is null or valid_to >= day)
      and not exists (select from identity.suspension where suspension.appointment = appointment.id and lifted_at is null)
    order by person.name
  $f$;
revoke execute on function identity.names_of(text[]), identity.holders_of(text, text[], date) from public;
grant execute on function identity.names_of(text[]), identity.holders_of(text, text[], date) to mtandao_scoped;
