-- The last self-test of each plug, asked for or in the morning.
create table plug_tests (
  plug_id text primary key references plugs (id),
  at integer not null,
  status text not null check (status in ('ok', 'warning', 'failed')),
  -- each point with its status, and what it says in both languages
  items text not null check (json_valid(items))
) strict;
