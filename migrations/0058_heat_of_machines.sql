-- Booked time by weekday and hour of each machine, month by month: sums of usage_hours, as usage_heat is of all
-- machines. Five years of thirty machines are 126 000 rows instead of half a million.
create table usage_heat_machines (
  month text not null,
  printer_id text not null,
  weekday integer not null,
  hour integer not null,
  booked_ms integer not null,
  -- "when is each machine booked": added up in this order, without sorting.
  primary key (printer_id, weekday, hour, month)
) strict, without rowid;
-- "add this month up again"
create index usage_heat_machines_of_month on usage_heat_machines (month);

insert into usage_heat_machines
  select substr(day, 1, 7), printer_id, weekday, hour, sum(booked_ms) from usage_hours group by 1, 2, 3, 4;
