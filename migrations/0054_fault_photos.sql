-- A photo with a fault report, without what cameras write into it. Staff and the reporter see it.
create table fault_photos (
  report_id text primary key references fault_reports (id) on delete cascade,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  created_at integer not null
) strict;

-- In parts, because a value may have 2 MB at most; as base64, because D1 hands bytes over as lists of numbers, which
-- take many times the room.
create table fault_photo_parts (
  report_id text not null references fault_photos (report_id) on delete cascade,
  part integer not null,
  content text not null check (length(content) <= 1048576),
  primary key (report_id, part)
) strict;

-- "what is still to be done", and "what I have reported", newest first
create index fault_reports_undone on fault_reports (created_at) where state <> 'done';
create index fault_reports_of_person on fault_reports (user_id, created_at);
