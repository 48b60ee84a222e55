-- Figures: what a machine draws in which phase, how jobs really went, and what statistics add up.

-- The levels of a machine's phases, learned from its own minutes; null: not enough was seen yet.
create table power_levels (
  printer_id text primary key references printers (id),
  -- JSON, see domain/power-signature-levels.ts
  levels text,
  learned_at integer not null
) strict, without rowid;

-- What the watts said of a job once it was over. Written once, while its minutes are still kept.
create table job_measurements (
  job_id text primary key references jobs (id) on delete cascade,
  printer_id text not null,
  user_id text not null,
  booked_ms integer not null check (booked_ms > 0),
  -- From the first work to the last, without the quiet in between; null: nothing could be told.
  worked_ms integer check (worked_ms >= 0),
  -- From the start of the job to the first work.
  idle_before_ms integer check (idle_before_ms >= 0),
  measured_at integer not null
) strict, without rowid;
-- "how long do this person's prints on this machine take", newest first
create index job_measurements_of_user on job_measurements (user_id, printer_id, measured_at);

-- "jobs that are over and not measured"
create index jobs_finished on jobs (finished_at) where status = 'finished' and started_at is not null;

-- All that happened on a local day on a machine for a person; user '' is the machine's own share:
-- standing by, unbooked use, hours of opening. Made anew from jobs and ledger when these change.
create table usage_days (
  -- YYYY-MM-DD in the workshop's time zone, the Monday of its week, its month YYYY-MM, 1 is Monday
  day text not null,
  week text not null,
  month text not null,
  weekday integer not null check (weekday between 1 and 7),
  printer_id text not null,
  user_id text not null default '',
  cost_centre_id text not null default '',
  cohort_id text not null default '',
  jobs integer not null,
  no_shows integer not null,
  cancels integer not null,
  late_cancels integer not null,
  overruns integer not null,
  waiting_ms integer not null,
  booked_ms integer not null,
  used_ms integer not null,
  open_ms integer not null,
  job_mwh integer not null,
  standby_mwh integer not null,
  unbooked_mwh integer not null,
  covered_ms integer not null,
  measured_ms integer not null,
  energy_millicents integer not null,
  machine_millicents integer not null,
  primary key (day, printer_id, user_id, cost_centre_id, cohort_id)
) strict, without rowid;
-- "my figures"
create index usage_days_of_user on usage_days (user_id, day) where user_id <> '';

-- For the heat map: booked time by local hour.
create table usage_hours (
  day text not null,
  weekday integer not null check (weekday between 1 and 7),
  hour integer not null check (hour between 0 and 23),
  printer_id text not null,
  user_id text not null,
  booked_ms integer not null,
  primary key (day, hour, printer_id, user_id)
) strict, without rowid;
create index usage_hours_of_user on usage_hours (user_id, day);

-- Stretches of time whose days have to be added up anew.
create table usage_stale (
  id integer primary key autoincrement,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at)
) strict;
-- "what is stale, earliest first"
create index usage_stale_by_time on usage_stale (starts_at);

create trigger usage_stale_by_new_job after insert on jobs
begin
  insert into usage_stale (starts_at, ends_at) values (new.starts_at, new.ends_at);
end;
create trigger usage_stale_by_job after update of
  printer_id, user_id, starts_at, ends_at, status, cost_centre_id, started_at, finished_at, overrun_since on jobs
begin
  insert into usage_stale (starts_at, ends_at) values (
    min(old.starts_at, new.starts_at, ifnull(new.started_at, new.starts_at)),
    max(old.ends_at, new.ends_at, ifnull(new.finished_at, new.ends_at)));
end;
create trigger usage_stale_by_new_hour after insert on plug_hours
when not exists (select 1 from usage_stale where starts_at = new.hour_at and ends_at = new.hour_at + 3600000)
begin
  insert into usage_stale (starts_at, ends_at) values (new.hour_at, new.hour_at + 3600000);
end;
create trigger usage_stale_by_hour after update on plug_hours
when not exists (select 1 from usage_stale where starts_at = new.hour_at and ends_at = new.hour_at + 3600000)
begin
  insert into usage_stale (starts_at, ends_at) values (new.hour_at, new.hour_at + 3600000);
end;
-- The first price may begin in the past.
create trigger usage_stale_by_tariff after insert on tariffs
when new.valid_from_at < new.created_at
begin
  insert into usage_stale (starts_at, ends_at)
    select min(starts_at), new.created_at from jobs having min(starts_at) < new.created_at;
end;

-- What was there before this migration.
insert into usage_stale (starts_at, ends_at)
  select min(starts_at), max(ends_at) from jobs having min(starts_at) is not null;
insert into usage_stale (starts_at, ends_at)
  select min(hour_at), max(hour_at) + 3600000 from plug_hours having min(hour_at) is not null;
