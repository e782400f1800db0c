create table counter (name text primary key, n bigint not null);
