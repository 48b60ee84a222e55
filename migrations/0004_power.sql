-- Power with reasons, and an energy ledger that balances.
-- Energies are milliwatt-hours (…_mwh), powers milliwatts (…_mw).

-- JSON: overrides of the power policy, see domain/power-policy.ts
alter table printers add column power_policy text not null default '{}' check (json_valid(power_policy));

-- The end that was booked, once the machine went on working beyond it.
alter table jobs add column overrun_since integer;

-- A person has dealt with it; it stays the one incident of its cause until the cause is gone.
alter table incidents add column resolved_at integer;
alter table incidents add column resolved_by text references users (id);
alter table incidents add column resolution text;
alter table incidents add column claimed_at integer;
alter table incidents add column claimed_by text references users (id);

-- A trainer switched by hand: holds until its end, or until another one replaces it.
create table power_overrides (
  id text primary key,
  printer_id text not null references printers (id),
  state text not null check (state in ('on', 'off')),
  reason text not null,
  created_at integer not null,
  created_by text not null references users (id),
  ends_at integer not null check (ends_at > created_at),
  ended_at integer
) strict;
-- The power pass: "what holds on this printer". One at a time.
create unique index power_overrides_open on power_overrides (printer_id) where ended_at is null;

-- Everything off, until a trainer releases it.
create table emergency_stops (
  id text primary key,
  reason text not null,
  created_at integer not null,
  created_by text not null references users (id),
  released_at integer,
  released_by text references users (id)
) strict;
-- The power pass: "is there one". One at a time.
create unique index emergency_stops_open on emergency_stops ((released_at is null)) where released_at is null;

-- What each plug was last seen to be, why, and up to where its energy is booked.
create table plug_states (
  plug_id text primary key references plugs (id),
  seen text not null check (seen in ('on', 'off')),
  -- Since when it has been seen so.
  seen_since integer not null,
  reason text not null check (reason in ('none', 'job', 'winding_down', 'override', 'unbooked', 'emergency')),
  reason_since integer not null,
  job_id text,
  -- Our last switch-on, for the pause between two on a circuit.
  switched_on_at integer,
  -- The bridge's counter at booked_until.
  counter_mwh integer not null,
  booked_until integer not null
) strict;

-- The ledger: each row one stretch of a plug's time, a minute long unless something was away.
-- No references: what was measured outlives what it was measured on.
create table plug_minutes (
  id integer primary key autoincrement,
  plug_id text not null,
  printer_id text,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  energy_mwh integer not null check (energy_mwh >= 0),
  -- The highest load seen; null: nobody looked closely enough.
  peak_mw integer check (peak_mw >= 0),
  quality text not null check (quality in ('measured', 'from_counter', 'missing')),
  purpose text not null check (purpose in ('job', 'standby', 'unbooked')),
  job_id text,
  check ((purpose = 'job') = (job_id is not null))
) strict;
-- "the load of the last minutes", "this plug by the minute"
create index plug_minutes_by_plug on plug_minutes (plug_id, starts_at);

-- Kept for ever: the sums of the minutes by local-independent hour, purpose and job.
create table plug_hours (
  plug_id text not null,
  printer_id text,
  hour_at integer not null check (hour_at % 3600000 = 0),
  purpose text not null check (purpose in ('job', 'standby', 'unbooked')),
  -- '' where there is none, because null is unlike null in a key.
  job_id text not null default '',
  energy_mwh integer not null check (energy_mwh >= 0),
  peak_mw integer,
  -- How much of the hour the row covers, and how much of that was measured.
  covered_ms integer not null,
  measured_ms integer not null,
  missing_ms integer not null,
  primary key (plug_id, hour_at, purpose, job_id)
) strict, without rowid;
-- "what did this job take"
create index plug_hours_of_job on plug_hours (job_id, hour_at) where job_id <> '';
-- "the energy of this week, over all plugs"
create index plug_hours_by_time on plug_hours (hour_at);

-- One row: minutes up to this id are in plug_hours.
create table ledger_marks (
  id integer primary key check (id = 1),
  rolled_id integer not null
) strict;
insert into ledger_marks (id, rolled_id) values (1, 0);

-- All hours: those that are summed up, and what is still in minutes.
create view energy_hours as
select plug_id, printer_id, hour_at, purpose, job_id, energy_mwh, peak_mw, covered_ms, measured_ms, missing_ms
from plug_hours
union all
select plug_id, max(printer_id), starts_at - starts_at % 3600000 as hour_at, purpose, ifnull(job_id, '') as job_id,
  sum(energy_mwh), max(peak_mw), sum(ends_at - starts_at),
  sum(case when quality = 'measured' then ends_at - starts_at else 0 end),
  sum(case when quality = 'missing' then ends_at - starts_at else 0 end)
from plug_minutes
where id > (select rolled_id from ledger_marks)
group by plug_id, starts_at - starts_at % 3600000, purpose, ifnull(job_id, '');

create trigger plug_minutes_no_update before update on plug_minutes
begin
  select raise(abort, 'append_only');
end;
-- The only way out: a row whose energy is in plug_hours may go, services/ledger-upkeep.ts takes the old ones.
create trigger plug_minutes_only_rolled_delete before delete on plug_minutes
when old.id > (select rolled_id from ledger_marks)
begin
  select raise(abort, 'append_only');
end;
-- A late minute may still join its hour; nothing is ever taken out of one.
create trigger plug_hours_only_grow before update on plug_hours
when new.energy_mwh < old.energy_mwh or new.covered_ms < old.covered_ms
  or new.plug_id <> old.plug_id or new.hour_at <> old.hour_at
  or new.purpose <> old.purpose or new.job_id <> old.job_id
begin
  select raise(abort, 'append_only');
end;
create trigger plug_hours_no_delete before delete on plug_hours
begin
  select raise(abort, 'append_only');
end;
create trigger ledger_marks_only_forward before update on ledger_marks
when new.rolled_id < old.rolled_id
begin
  select raise(abort, 'append_only');
end;

-- What energy and machines cost, from when on. A price in force is never changed, so that a cost
-- can be worked out again later.
create table tariffs (
  id text primary key,
  kind text not null check (kind in ('energy', 'machine')),
  -- machine: one printer, or null for all without a price of their own
  printer_id text references printers (id),
  -- energy: cents per MWh (30,5 ct/kWh = 30 500); machine: cents per hour
  cents integer not null check (cents >= 0),
  valid_from_at integer not null,
  created_at integer not null,
  created_by text not null references users (id),
  check (kind = 'machine' or printer_id is null)
) strict;
-- "the price at that hour", and no two from the same instant
create unique index tariffs_for_all on tariffs (kind, valid_from_at) where printer_id is null;
create unique index tariffs_for_one on tariffs (kind, printer_id, valid_from_at) where printer_id is not null;
