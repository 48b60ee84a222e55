-- Changes that must not undo what their author has not seen, and reservations that change together.

-- As for jobs: a change names the version it is meant for.
alter table closures add column version integer not null default 1;

-- A batch that changes several jobs inserts here when one of them is no longer what was judged, which undoes
-- it all.
create table stale_guard (broken integer not null) strict;
create trigger stale_guard_refuses before insert on stale_guard
begin
  select raise(abort, 'stale');
end;

-- What is no longer used is not charged; a job that was charged to it before may stay so.
create trigger jobs_charge_what_is_used_insert before insert on jobs
when exists (select 1 from cost_centres c where c.id = new.cost_centre_id and c.archived_at is not null)
begin
  select raise(abort, 'cost_centre_archived');
end;
create trigger jobs_charge_what_is_used_update before update of cost_centre_id on jobs
when new.cost_centre_id is not old.cost_centre_id
  and exists (select 1 from cost_centres c where c.id = new.cost_centre_id and c.archived_at is not null)
begin
  select raise(abort, 'cost_centre_archived');
end;
