-- Instruction (Unterweisung): a qualification with a text, held by whoever and a trainer have both signed that text.

-- The kind of machine that only the instructed may book.
alter table qualifications add column kind text;
-- How long it is good for whoever is a minor on the day; null: as for everybody.
alter table qualifications add column minor_months integer check (minor_months between 1 and 120);
-- "what this kind of machine asks for"
create unique index qualifications_of_kind on qualifications (kind) where kind is not null and archived_at is null;

-- Its versions, never changed.
create table instruction_texts (
  id text primary key,
  qualification_id text not null references qualifications (id),
  version integer not null check (version > 0),
  text text not null,
  -- until then who signed an older version may go on; null: until their own signature runs out
  sign_again_at integer,
  published_at integer not null,
  published_by text not null references users (id),
  unique (qualification_id, version)
) strict;
create trigger instruction_texts_no_update before update on instruction_texts
begin
  select raise(abort, 'append_only');
end;
create trigger instruction_texts_no_delete before delete on instruction_texts
begin
  select raise(abort, 'append_only');
end;

-- The evidence: one version of a text, signed by two people.
create table instruction_records (
  id text primary key,
  text_id text not null references instruction_texts (id),
  user_id text not null references users (id),
  user_signed_at integer,
  -- where it was signed; null: in the portal
  user_kiosk_id text,
  trainer_id text references users (id),
  trainer_signed_at integer,
  trainer_kiosk_id text,
  -- both have signed: what it became
  completed_at integer,
  grant_id text references qualification_grants (id),
  expires_at integer,
  check ((trainer_id is null) = (trainer_signed_at is null)),
  check (trainer_id <> user_id),
  check (completed_at is null or (user_signed_at is not null and trainer_signed_at is not null))
) strict;
-- "what waits for the other signature", at most one of a person and version
create unique index instruction_records_pending on instruction_records (text_id, user_id) where completed_at is null;
-- "the evidence about this person"
create index instruction_records_of on instruction_records (user_id, completed_at);
-- "what this grant stands on"
create unique index instruction_records_of_grant on instruction_records (grant_id) where grant_id is not null;
create trigger instruction_records_no_update before update on instruction_records
when old.completed_at is not null
  or (old.user_signed_at is not null and new.user_signed_at is not old.user_signed_at)
  or (old.trainer_signed_at is not null and
      (new.trainer_signed_at is not old.trainer_signed_at or new.trainer_id is not old.trainer_id))
begin
  select raise(abort, 'append_only');
end;
create trigger instruction_records_no_delete before delete on instruction_records
when old.completed_at is not null
begin
  select raise(abort, 'append_only');
end;

-- Of minors, the day they come of age and nothing else; the row goes when it has come.
create table minors (
  user_id text primary key references users (id),
  -- the local day, YYYY-MM-DD
  adult_on text not null
) strict;
