-- Somebody may switch a machine off with the plug's own button in the middle of a job: a switch by hand
-- without a person we know (created_by null), which holds for that job. SQLite can't drop a NOT NULL, so the table
-- is made anew.
create table power_overrides_new (
  id text primary key,
  printer_id text not null references printers (id),
  state text not null check (state in ('on', 'off')),
  reason text not null,
  created_at integer not null,
  created_by text references users (id),
  -- The job that lost its power; it ends with it.
  job_id text references jobs (id) on delete cascade,
  -- Of a trainer's switch; where job_id is set, the job's end counts.
  ends_at integer not null check (ends_at > created_at),
  ended_at integer,
  check ((created_by is null) = (job_id is not null)),
  check (job_id is null or state = 'off')
) strict;
insert into power_overrides_new
  select id, printer_id, state, reason, created_at, created_by, null, ends_at, ended_at from power_overrides;
drop table power_overrides;
alter table power_overrides_new rename to power_overrides;
-- The power pass: "what holds on this printer". One at a time.
create unique index power_overrides_open on power_overrides (printer_id) where ended_at is null;
