-- What people are told in the portal, and what a machine's booking policy overrides.

create table notifications (
  id text primary key,
  user_id text not null references users (id),
  -- Worded by services/notification-texts.ts when read, in the reader's language.
  kind text not null,
  job_id text references jobs (id) on delete cascade,
  printer_id text references printers (id),
  -- JSON: what the text names
  params text not null default '{}',
  -- Level-based writers say what they tell once; the same is never told twice to a person.
  once text,
  created_at integer not null,
  read_at integer
) strict;
-- "my notifications", newest first
create index notifications_of_user on notifications (user_id, created_at, id);
-- "how many are unread"
create index notifications_unread on notifications (user_id) where read_at is null;
create unique index notifications_once on notifications (user_id, once) where once is not null;

-- JSON: overrides of the booking policy of the settings, see domain/policy.ts
alter table printers add column policy text not null default '{}';

-- Who reserved is there: by hand at the portal or the kiosk, or by load seen at the plug.
alter table jobs add column checked_in_at integer;
