-- People: cohorts, accounts that expire, second factors, lock-out, and a trail that can forget.

create table cohorts (
  id text primary key,
  name text not null collate nocase unique,
  -- The cohort's last day, YYYY-MM-DD in the workshop's time zone.
  ends_on text check (ends_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  created_at integer not null,
  archived_at integer
) strict;

alter table users add column cohort_id text references cohorts (id);
-- From here on the account can't be signed in to; null: no end.
alter table users add column expires_at integer;
alter table users add column updated_at integer not null default 0;
alter table users add column anonymised_at integer;
-- AES-GCM under a key of the machine's: a stolen backup makes no codes.
alter table users add column totp_secret text;
alter table users add column totp_enabled_at integer;
-- The time step of the newest accepted code: no code is accepted twice.
alter table users add column totp_last_step integer;
-- "people, by name", the list's paging
create index users_by_name on users (display_name collate nocase, id);
-- "people of this cohort"
create index users_of_cohort on users (cohort_id) where cohort_id is not null;

-- There is always an admin who can sign in: one who is neither disabled nor ever expires.
create trigger users_last_admin before update of role, disabled_at, expires_at on users
when old.role = 'admin' and old.disabled_at is null and old.expires_at is null
  and not (new.role = 'admin' and new.disabled_at is null and new.expires_at is null)
  and not exists (
    select 1 from users u
    where u.id <> old.id and u.role = 'admin' and u.disabled_at is null and u.expires_at is null
  )
begin
  select raise(abort, 'last_admin');
end;

-- Who was in which cohort when: figures of a past year keep their cohort.
create table cohort_memberships (
  id integer primary key autoincrement,
  user_id text not null references users (id),
  cohort_id text not null references cohorts (id),
  from_at integer not null,
  until_at integer
) strict;
-- "the cohorts of this person", and which one is open
create index cohort_memberships_of_user on cohort_memberships (user_id, from_at);

create trigger users_join_cohort after insert on users
when new.cohort_id is not null
begin
  insert into cohort_memberships (user_id, cohort_id, from_at) values (new.id, new.cohort_id, new.created_at);
end;
create trigger users_change_cohort after update of cohort_id on users
when new.cohort_id is not old.cohort_id
begin
  update cohort_memberships set until_at = new.updated_at where user_id = new.id and until_at is null;
  insert into cohort_memberships (user_id, cohort_id, from_at)
    select new.id, new.cohort_id, new.updated_at where new.cohort_id is not null;
end;

-- Failed attempts to sign in, by what they are counted under: an account, an address, a known browser.
-- Keys are digests: people type passwords into the field for the name.
create table login_throttles (
  key text primary key,
  attempts integer not null check (attempts >= 0),
  -- How many locks there have been lately: 5, 15, then 60 minutes.
  level integer not null check (level >= 0),
  last_attempt_at integer not null,
  locked_until integer
) strict;
-- "attempts nobody needs to remember"
create index login_throttles_by_time on login_throttles (last_attempt_at);

create table recovery_codes (
  user_id text not null references users (id),
  -- HMAC of the code, hex
  code_hash text not null,
  created_at integer not null,
  used_at integer,
  primary key (user_id, code_hash)
) strict, without rowid;

-- "the trail of a person", "what admins did"
create index audit_of_actor on audit_events (actor_id, at);
-- "all switches", "all sign-ins"
create index audit_of_action on audit_events (action, at);

-- The one way to forget: what is older than the line drawn here may be deleted.
create table retention_lines (
  entity text primary key check (entity in ('audit_events')),
  before_at integer not null
) strict;

drop trigger audit_events_no_delete;
create trigger audit_events_no_delete before delete on audit_events
when old.at >= coalesce((select before_at from retention_lines where entity = 'audit_events'), 0)
begin
  select raise(abort, 'append_only');
end;

-- The trail stays as it was written. Only what an anonymised person is known by may be emptied:
-- the values changed about them, what they called their reservations, the address they came from.
drop trigger audit_events_no_update;
create trigger audit_events_no_update before update on audit_events
when not (
  new.id = old.id and new.at = old.at and new.actor_kind = old.actor_kind and new.actor_id is old.actor_id
  and new.action = old.action and new.entity_id is old.entity_id and new.request_id is old.request_id
  and new.changes in (old.changes, '{}', json_remove(old.changes, '$.title', '$.note'))
  and (new.address is old.address or new.address is null)
  and exists (
    select 1 from users u where u.anonymised_at is not null
      and (u.id in (old.actor_id, old.entity_id) or u.id = (select user_id from jobs where id = old.entity_id))
  )
)
begin
  select raise(abort, 'append_only');
end;
