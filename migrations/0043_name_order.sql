-- People are sorted and searched by the program: SQLite knows no umlauts, and the index helps nobody any more.
drop index users_by_name;
