-- Kiosks that people use: enrolled by a code, signed in to by PIN or badge, with guests.

-- Null until the device has been enrolled; the token's hash is a placeholder till then.
alter table kiosks add column enrolled_at integer;
alter table kiosks add column last_seen_at integer;
-- HMAC of the enrolment code, hex; used once, and not after code_expires_at.
alter table kiosks add column code_hash text;
alter table kiosks add column code_expires_at integer;
-- "which kiosk does this code enrol"
create unique index kiosks_by_code on kiosks (code_hash) where code_hash is not null;

create table kiosk_credentials (
  user_id text primary key references users (id),
  -- bcrypt of an HMAC under the machine's key: six digits alone would be guessed from a stolen backup.
  pin_hash text,
  pin_set_at integer,
  -- HMAC of what the reader types, hex. A badge belongs to one person.
  badge_hash text unique,
  badge_set_at integer
) strict, without rowid;

-- Somebody at a kiosk, from signing in until they leave.
create table kiosk_visits (
  id text primary key,
  kiosk_id text not null references kiosks (id),
  user_id text not null references users (id),
  method text not null check (method in ('pin', 'badge')),
  started_at integer not null,
  last_seen_at integer not null,
  -- The absolute end, however busy the person is.
  expires_at integer not null,
  ended_at integer
) strict;
-- "visits at this kiosk that nobody needs to remember", "who is at this kiosk"
create index kiosk_visits_of_kiosk on kiosk_visits (kiosk_id, expires_at);
-- "the visits of this person", to forget them with the person
create index kiosk_visits_of_user on kiosk_visits (user_id);

-- Somebody without an account asks at a kiosk to use a machine.
create table guest_requests (
  id text primary key,
  kiosk_id text not null references kiosks (id),
  printer_id text not null references printers (id),
  name text not null,
  purpose text not null,
  minutes integer not null check (minutes between 15 and 1440),
  status text not null check (status in ('waiting', 'approved', 'rejected', 'used')),
  created_at integer not null,
  decided_at integer,
  decided_by text references users (id),
  -- HMAC of the one-time code, hex
  code_hash text,
  code_expires_at integer,
  job_id text references jobs (id) on delete set null
) strict;
-- "what waits for a trainer", newest first, and pages of all
create index guest_requests_by_time on guest_requests (created_at, id);
-- "which request does this code belong to"
create unique index guest_requests_by_code on guest_requests (code_hash) where code_hash is not null;

-- A code starts one job, also when two type it at once.
create trigger guest_requests_once before update of status on guest_requests
when old.status = 'used'
begin
  select raise(abort, 'already_done');
end;
