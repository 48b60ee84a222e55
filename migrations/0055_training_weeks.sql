-- What somebody writes about a week for the training record (Berichtsheft), beside what the machines know.
create table training_weeks (
  user_id text not null references users (id),
  -- the Monday, YYYY-MM-DD
  week text not null,
  text text not null,
  -- counts the changes, so that two open pages do not overwrite each other
  version integer not null check (version > 0),
  updated_at integer not null,
  primary key (user_id, week)
) strict, without rowid;
