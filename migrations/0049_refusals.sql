-- Why bookings were refused: counts by the local day somebody asked on, machine and reason. No names, so they are
-- kept for ever.
create table refusal_days (
  -- YYYY-MM-DD in the workshop's time zone
  day text not null,
  printer_id text not null references printers (id),
  -- a rule of booking, or slot_taken
  code text not null,
  count integer not null check (count > 0),
  -- "reasons in this stretch of days", by machine or over all
  primary key (day, printer_id, code)
) strict, without rowid;
