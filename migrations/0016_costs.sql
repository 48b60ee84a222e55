-- What machines cost, month by month: a statement that is frozen stays what it was.

-- A month that is over, as it was when an admin closed it.
create table frozen_months (
  -- YYYY-MM in the workshop's time zone
  month text primary key check (month glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  -- JSON: ids and figures, no names: who is forgotten is forgotten here too
  statement text not null check (json_valid(statement)),
  -- SHA-256 of the statement, hex
  checksum text not null,
  frozen_at integer not null,
  frozen_by text not null references users (id)
) strict;
create trigger frozen_months_no_update before update on frozen_months
begin
  select raise(abort, 'append_only');
end;
create trigger frozen_months_no_delete before delete on frozen_months
begin
  select raise(abort, 'append_only');
end;

-- What was wrong in a frozen month is put right by a booking of its own.
create table cost_corrections (
  id text primary key,
  month text not null references frozen_months (month),
  cost_centre_id text references cost_centres (id),
  cohort_id text references cohorts (id),
  -- may be negative, never nothing
  cents integer not null check (cents <> 0),
  reason text not null,
  created_at integer not null,
  created_by text not null references users (id)
) strict;
-- "the corrections of this month"
create index cost_corrections_of_month on cost_corrections (month, created_at);
create trigger cost_corrections_no_update before update on cost_corrections
begin
  select raise(abort, 'append_only');
end;
create trigger cost_corrections_no_delete before delete on cost_corrections
begin
  select raise(abort, 'append_only');
end;
