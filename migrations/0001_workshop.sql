-- The workshop: people, machines, reservations, and what happened.
-- Times are epoch milliseconds (…_at), durations milliseconds (…_ms).

create table users (
  id text primary key,
  username text not null collate nocase unique,
  display_name text not null,
  role text not null check (role in ('admin', 'trainer', 'apprentice', 'guest')),
  password_hash text not null,
  must_change_password integer not null default 0 check (must_change_password in (0, 1)),
  disabled_at integer,
  created_at integer not null
) strict;

create table sessions (
  id text primary key,
  user_id text not null references users (id),
  created_at integer not null,
  last_seen_at integer not null,
  -- The absolute end, however busy the session is.
  expires_at integer not null,
  ended_at integer,
  address text not null,
  user_agent text not null
) strict;
-- "end all sessions of this person", "list my devices"
create index sessions_of_user on sessions (user_id) where ended_at is null;

create table kiosks (
  id text primary key,
  name text not null,
  -- SHA-256 of the token, hex: a stolen backup opens no kiosk.
  token_hash text not null unique,
  created_at integer not null,
  revoked_at integer
) strict;

create table cost_centres (
  id text primary key,
  code text not null unique,
  name text not null,
  archived_at integer
) strict;

create table plugs (
  id text primary key,
  name text not null,
  driver text not null,
  -- host or host:port
  address text not null,
  created_at integer not null,
  archived_at integer
) strict;
-- A plug that is gone leaves its address to its successor, and its name in the records.
create unique index plugs_by_address on plugs (address) where archived_at is null;

create table printers (
  id text primary key,
  name text not null,
  manufacturer text not null,
  model text not null,
  kind text not null,
  location text,
  service_state text not null default 'available' check (service_state in ('available', 'maintenance', 'out_of_order')),
  -- At most one plug per printer, one printer per plug.
  plug_id text unique references plugs (id),
  created_at integer not null,
  archived_at integer
) strict;
create unique index printers_by_name on printers (name) where archived_at is null;

create table jobs (
  id text primary key,
  printer_id text not null references printers (id),
  user_id text not null references users (id),
  title text not null,
  note text,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  -- Time kept free after the job, from the policy at the time of booking.
  buffer_ms integer not null default 0 check (buffer_ms >= 0),
  occupied_until integer not null generated always as (ends_at + buffer_ms) stored,
  status text not null check (status in
    ('requested', 'scheduled', 'running', 'overrunning', 'finished', 'cancelled', 'missed', 'rejected', 'expired')),
  attention text check (attention in ('plug_unreachable', 'overrun', 'delayed', 'not_approved')),
  version integer not null default 1,
  series_id text,
  cost_centre_id text references cost_centres (id),
  created_at integer not null,
  created_by text not null references users (id),
  started_at integer,
  finished_at integer
) strict;
-- The overlap triggers below, the power pass, "what blocks this slot".
create index jobs_live on jobs (printer_id, occupied_until)
  where status in ('requested', 'scheduled', 'running', 'overrunning');
-- The board and the plan: jobs of a day, over all printers.
create index jobs_by_start on jobs (starts_at);
-- "my reservations", newest first
create index jobs_of_user on jobs (user_id, starts_at);

-- No two live jobs overlap on a printer: half-open windows, buffers count, adjacent is allowed.
create trigger jobs_no_overlap_insert before insert on jobs
when new.status in ('requested', 'scheduled', 'running', 'overrunning') and exists (
  select 1 from jobs j
  where j.printer_id = new.printer_id
    and j.status in ('requested', 'scheduled', 'running', 'overrunning')
    and j.occupied_until > new.starts_at
    and j.starts_at < new.ends_at + new.buffer_ms
)
begin
  select raise(abort, 'slot_taken');
end;

create trigger jobs_no_overlap_update before update of printer_id, starts_at, ends_at, buffer_ms, status on jobs
when new.status in ('requested', 'scheduled', 'running', 'overrunning') and exists (
  select 1 from jobs j
  where j.printer_id = new.printer_id
    and j.status in ('requested', 'scheduled', 'running', 'overrunning')
    and j.occupied_until > new.starts_at
    and j.starts_at < new.ends_at + new.buffer_ms
    and j.id <> new.id
)
begin
  select raise(abort, 'slot_taken');
end;

-- What is over keeps its time.
create trigger jobs_over_is_over before update of printer_id, user_id, starts_at, ends_at on jobs
when old.status in ('finished', 'cancelled', 'missed', 'rejected', 'expired')
begin
  select raise(abort, 'invalid_state');
end;

create table incidents (
  id text primary key,
  kind text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  -- What it is about, e.g. "plug_unreachable:<plug id>": one open incident per cause.
  cause text not null,
  printer_id text references printers (id),
  plug_id text references plugs (id),
  job_id text references jobs (id),
  details text not null default '{}',
  opened_at integer not null,
  closed_at integer,
  closed_by text references users (id)
) strict;
create unique index incidents_open_once on incidents (cause) where closed_at is null;
-- "incidents, newest first"
create index incidents_by_time on incidents (opened_at);

create table audit_events (
  id integer primary key autoincrement,
  at integer not null,
  actor_kind text not null check (actor_kind in ('user', 'kiosk', 'system')),
  actor_id text,
  -- entity.verb
  action text not null,
  entity_id text,
  -- JSON: { field: [before, after] }
  changes text not null default '{}',
  address text,
  request_id text
) strict;
-- "what happened to this job"
create index audit_of_entity on audit_events (entity_id, at);
create index audit_by_time on audit_events (at);

create trigger audit_events_no_update before update on audit_events
begin
  select raise(abort, 'append_only');
end;
create trigger audit_events_no_delete before delete on audit_events
begin
  select raise(abort, 'append_only');
end;

create table settings (
  key text primary key,
  value text not null,
  updated_at integer not null
) strict;
