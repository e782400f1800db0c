-- Keys under which there may be secrets. A service starts only if it has each of them, and it opens the probe. The empty
-- id: a migration found secrets in clear, which are encrypted after it.
create table encryption_key (
    id text primary key,
    probe text not null
);
