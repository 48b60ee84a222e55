-- Prices by the kind of a machine, and a flat fee for each job that is begun.
create table tariffs_next (
  id text primary key,
  kind text not null check (kind in ('energy', 'machine', 'job')),
  -- machine, job: one machine, or all of a kind, or with neither all without a price of their own
  printer_id text references printers (id),
  printer_kind text,
  -- energy: cents per MWh (30,5 ct/kWh = 30 500); machine: cents per hour; job: cents each
  cents integer not null check (cents >= 0),
  valid_from_at integer not null,
  created_at integer not null,
  created_by text not null references users (id),
  check (kind <> 'energy' or (printer_id is null and printer_kind is null)),
  check (printer_id is null or printer_kind is null)
) strict;
insert into tariffs_next
  select id, kind, printer_id, null, cents, valid_from_at, created_at, created_by from tariffs;
drop table tariffs;
alter table tariffs_next rename to tariffs;
-- "the price at that hour", and no two from the same instant
create unique index tariffs_for_all on tariffs (kind, valid_from_at)
  where printer_id is null and printer_kind is null;
create unique index tariffs_for_kind on tariffs (kind, printer_kind, valid_from_at) where printer_kind is not null;
create unique index tariffs_for_one on tariffs (kind, printer_id, valid_from_at) where printer_id is not null;

-- The first price may begin in the past.
create trigger usage_stale_by_tariff after insert on tariffs
when new.valid_from_at < new.created_at
begin
  insert into usage_stale (starts_at, ends_at)
    select min(starts_at), new.created_at from jobs having min(starts_at) < new.created_at;
end;
