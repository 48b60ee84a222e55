-- What is forgotten, night by night.

create table retention_runs (
  -- The local day, YYYY-MM-DD: of two who want to begin the same night, one does.
  day text primary key,
  at integer not null,
  -- JSON: how many of what were forgotten; null while it runs
  report text
) strict;

-- "reservations whose words have grown old"
create index jobs_with_words on jobs (ends_at) where title <> '–' or note is not null;
-- "accounts that have been disabled for long"
create index users_disabled on users (disabled_at) where disabled_at is not null and anonymised_at is null;
-- "messages nobody needs any more"
create index notifications_by_time on notifications (created_at);
