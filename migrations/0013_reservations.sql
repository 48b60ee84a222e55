-- Reservations as a workshop needs them: approval, series, closures, qualifications, the waiting list.
-- "live" is requested, scheduled, running, overrunning, as in 0001.

-- JSON list: why a trainer has to look at it
alter table jobs add column approval_reasons text;
-- what the trainer who decided said
alter table jobs add column decision_text text;
-- whom it is offered to; it stays with its holder until that person accepts
alter table jobs add column transfer_to text references users (id);

-- Queries over a stretch of time look back this far for what reaches into it: 31 days, see db/jobs.ts.
create trigger jobs_end_insert before insert on jobs
when new.ends_at - new.starts_at > 2678400000
begin
  select raise(abort, 'job_too_long');
end;
create trigger jobs_end_update before update of starts_at, ends_at on jobs
when new.ends_at - new.starts_at > 2678400000
begin
  select raise(abort, 'job_too_long');
end;

-- "the jobs of a day, over all printers" and pages of it
drop index jobs_by_start;
create index jobs_by_start on jobs (starts_at, id, ends_at);
-- "the jobs of a day on a printer", its calendar
create index jobs_of_printer on jobs (printer_id, starts_at, id, ends_at);
-- "what waits for approval", "what is due", "what expires": live jobs by start
create index jobs_live_by_start on jobs (starts_at, id)
  where status in ('requested', 'scheduled', 'running', 'overrunning');
-- "this and the following of the series"
create index jobs_of_series on jobs (series_id, starts_at) where series_id is not null;
-- "what is offered to me"
create index jobs_offered on jobs (transfer_to) where transfer_to is not null;

create table job_series (
  id text primary key,
  user_id text not null references users (id),
  printer_id text not null references printers (id),
  every text not null check (every in ('day', 'week')),
  starts_at integer not null,
  -- how many were asked for
  jobs integer not null check (jobs between 1 and 60),
  -- JSON: windows that were left out because they were taken or closed
  skipped text not null default '[]',
  created_at integer not null,
  created_by text not null references users (id)
) strict;

create table closures (
  id text primary key,
  -- null closes the whole workshop
  printer_id text references printers (id),
  reason text not null,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  -- JSON: {"every":"week","until":"2027-07-31"} or {"dates":["2026-12-24"]}, null for once
  repeat text,
  created_at integer not null,
  created_by text not null references users (id)
) strict;

-- Every single window of a closure, so that a trigger can see it without knowing about local time.
create table closure_windows (
  closure_id text not null references closures (id) on delete cascade,
  printer_id text references printers (id),
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at)
) strict;
-- the triggers below, "what is closed in this stretch of time"
create index closure_windows_by_end on closure_windows (ends_at, starts_at);
create index closure_windows_of_closure on closure_windows (closure_id);

-- No job is booked or moved into a closure. What was there before may stay, and a print that
-- overruns is a fact that no rule undoes.
create trigger jobs_respect_closures_insert before insert on jobs
when new.status in ('requested', 'scheduled', 'running') and exists (
  select 1 from closure_windows c
  where c.ends_at > new.starts_at and c.starts_at < new.ends_at
    and (c.printer_id is null or c.printer_id = new.printer_id)
)
begin
  select raise(abort, 'closed');
end;
create trigger jobs_respect_closures_update before update of printer_id, starts_at, ends_at on jobs
when new.status in ('requested', 'scheduled', 'running')
  and (new.printer_id <> old.printer_id or new.starts_at < old.starts_at or new.ends_at > old.ends_at)
  and exists (
    select 1 from closure_windows c
    where c.ends_at > new.starts_at and c.starts_at < new.ends_at
      and (c.printer_id is null or c.printer_id = new.printer_id)
  )
begin
  select raise(abort, 'closed');
end;

create table qualifications (
  id text primary key,
  name text not null unique collate nocase,
  description text,
  -- how long a grant is good for unless it says otherwise; null is for ever
  valid_months integer check (valid_months between 1 and 120),
  created_at integer not null,
  archived_at integer
) strict;

create table qualification_grants (
  id text primary key,
  qualification_id text not null references qualifications (id),
  user_id text not null references users (id),
  granted_at integer not null,
  granted_by text not null references users (id),
  expires_at integer check (expires_at > granted_at),
  note text,
  revoked_at integer
) strict;
-- "may this person use the machine", at most one grant in force
create unique index qualification_grants_in_force on qualification_grants (user_id, qualification_id)
  where revoked_at is null;
-- "who holds it"
create index qualification_grants_of on qualification_grants (qualification_id) where revoked_at is null;
-- "whose runs out soon"
create index qualification_grants_expiring on qualification_grants (expires_at) where revoked_at is null;

create table waiting_list (
  id text primary key,
  user_id text not null references users (id),
  -- one printer, or any of a kind
  printer_id text references printers (id),
  kind text,
  minutes integer not null check (minutes between 1 and 43200),
  from_at integer not null,
  until_at integer not null check (until_at > from_at),
  status text not null check (status in ('waiting', 'offered', 'taken', 'lapsed', 'left')),
  job_id text references jobs (id) on delete set null,
  created_at integer not null,
  check ((printer_id is null) <> (kind is null))
) strict;
-- "who is next"
create index waiting_list_in_line on waiting_list (created_at, id) where status in ('waiting', 'offered');
-- "where do I wait"
create index waiting_list_of_user on waiting_list (user_id, created_at);

-- A slot that is kept for the first in line. The row is the hold: it goes when it is taken or lapses.
create table held_slots (
  wait_id text primary key references waiting_list (id) on delete cascade,
  printer_id text not null references printers (id),
  user_id text not null references users (id),
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  expires_at integer not null
) strict;
-- the triggers below
create index held_slots_of_printer on held_slots (printer_id, ends_at);

create trigger held_slots_are_free before insert on held_slots
when exists (
  select 1 from jobs j
  where j.printer_id = new.printer_id
    and j.status in ('requested', 'scheduled', 'running', 'overrunning')
    and j.occupied_until > new.starts_at and j.starts_at < new.ends_at
) or exists (
  select 1 from held_slots h
  where h.printer_id = new.printer_id and h.ends_at > new.starts_at and h.starts_at < new.ends_at
)
begin
  select raise(abort, 'slot_taken');
end;
create trigger jobs_respect_holds_insert before insert on jobs
when new.status in ('requested', 'scheduled', 'running') and exists (
  select 1 from held_slots h
  where h.printer_id = new.printer_id and h.user_id <> new.user_id
    and h.ends_at > new.starts_at and h.starts_at < new.ends_at + new.buffer_ms
)
begin
  select raise(abort, 'slot_taken');
end;
create trigger jobs_respect_holds_update before update of printer_id, starts_at, ends_at, buffer_ms on jobs
when new.status in ('requested', 'scheduled', 'running')
  and (new.printer_id <> old.printer_id or new.starts_at < old.starts_at
    or new.ends_at + new.buffer_ms > old.ends_at + old.buffer_ms)
  and exists (
    select 1 from held_slots h
    where h.printer_id = new.printer_id and h.user_id <> new.user_id
      and h.ends_at > new.starts_at and h.starts_at < new.ends_at + new.buffer_ms
  )
begin
  select raise(abort, 'slot_taken');
end;

-- A batch that would leave somebody above the limits of fair share inserts here, which undoes it all.
create table limit_guard (broken integer not null) strict;
create trigger limit_guard_refuses before insert on limit_guard
begin
  select raise(abort, 'limits_exceeded');
end;

-- What a person's request with this key has done: doing it again undoes the second time.
create table idempotency_keys (
  user_id text not null references users (id),
  key text not null,
  -- SHA-256 of method, path and body
  fingerprint text not null,
  entity_id text not null,
  created_at integer not null,
  primary key (user_id, key)
) strict, without rowid;
-- "forget what is older than a day"
create index idempotency_keys_by_time on idempotency_keys (created_at);
create trigger idempotency_keys_once before insert on idempotency_keys
when exists (select 1 from idempotency_keys k where k.user_id = new.user_id and k.key = new.key)
begin
  select raise(abort, 'already_done');
end;

-- Secret links to a calendar: of a person, or of a printer. SHA-256 of the token, hex.
create table calendar_feeds (
  id text primary key,
  user_id text not null references users (id),
  printer_id text references printers (id),
  token_hash text not null unique,
  created_at integer not null,
  revoked_at integer
) strict;
-- "my links": one in force for each calendar
create unique index calendar_feeds_in_force on calendar_feeds (user_id, coalesce(printer_id, ''))
  where revoked_at is null;
