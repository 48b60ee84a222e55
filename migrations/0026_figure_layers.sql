-- Sums of usage_days that answer questions over years from some thousand rows:
-- machines by month (everybody's), people by month (on all machines), the whole workshop by day.
create table usage_sums (
  layer text not null check (layer in ('machine_month', 'people_month', 'site_day')),
  -- the first day of the month, or the day; YYYY-MM-DD
  day text not null,
  week text not null,
  month text not null,
  printer_id text not null,
  user_id text not null,
  cost_centre_id text not null,
  cohort_id text not null,
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
  primary key (layer, day, printer_id, user_id, cost_centre_id, cohort_id)
) strict, without rowid;

-- The same for the heat map of the whole workshop.
create table usage_heat (
  month text not null,
  weekday integer not null,
  hour integer not null,
  booked_ms integer not null,
  primary key (month, weekday, hour)
) strict, without rowid;

-- "this machine's figures", "this machine's hours"
create index usage_days_of_printer on usage_days (printer_id, day);
create index usage_hours_of_printer on usage_hours (printer_id, day, weekday, hour, booked_ms);

-- What was added up before this migration is added up again, with its sums.
insert into usage_stale (starts_at, ends_at)
  select min(starts_at), max(ends_at) from jobs having min(starts_at) is not null;
insert into usage_stale (starts_at, ends_at)
  select min(hour_at), max(hour_at) + 3600000 from plug_hours having min(hour_at) is not null;
