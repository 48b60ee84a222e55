-- What people report about machines, and what machines need from time to time.

create table fault_reports (
  -- the incident's id
  id text primary key references incidents (id),
  printer_id text not null references printers (id),
  user_id text not null references users (id),
  text text not null,
  -- said to be unusable: the machine was taken out of service with it
  unusable integer not null check (unusable in (0, 1)),
  created_at integer not null,
  state text not null default 'open' check (state in ('open', 'in_progress', 'done')),
  answer text,
  answered_at integer,
  answered_by text references users (id)
) strict;
-- "the reports about this machine", newest first
create index fault_reports_of_printer on fault_reports (printer_id, created_at);

create table maintenance_plans (
  id text primary key,
  printer_id text not null references printers (id),
  name text not null,
  -- due after so many used hours, jobs or days, whichever comes first
  every_hours integer check (every_hours > 0),
  every_jobs integer check (every_jobs > 0),
  every_days integer check (every_days > 0),
  -- JSON list of what to do
  checklist text not null default '[]',
  -- takes the machine out of booking when overdue
  blocks integer not null check (blocks in (0, 1)),
  created_at integer not null,
  archived_at integer,
  check (every_hours is not null or every_jobs is not null or every_days is not null)
) strict;
-- "the plans of this machine"
create index maintenance_plans_of_printer on maintenance_plans (printer_id) where archived_at is null;

-- The history: what was done, never changed.
create table maintenance_services (
  id text primary key,
  plan_id text not null references maintenance_plans (id),
  printer_id text not null references printers (id),
  done_at integer not null,
  -- the local day: counters begin on the next one
  done_on text not null,
  done_by text not null references users (id),
  -- JSON list of what was ticked off
  checked text not null default '[]',
  note text,
  -- what the machine had done since the service before
  used_ms integer not null,
  jobs integer not null,
  energy_mwh integer not null
) strict;
-- "the last service of this plan", and its history
create index maintenance_services_of_plan on maintenance_services (plan_id, done_at);
create trigger maintenance_services_no_update before update on maintenance_services
begin
  select raise(abort, 'append_only');
end;
create trigger maintenance_services_no_delete before delete on maintenance_services
begin
  select raise(abort, 'append_only');
end;
