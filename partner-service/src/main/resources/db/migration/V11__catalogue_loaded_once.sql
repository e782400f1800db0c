-- The row says that the catalogue's files were loaded; an installation that has metros does not begin any more.
create table catalogue_loaded (
    once boolean not null default true constraint catalogue_loaded_once primary key check (once),
    at timestamptz not null default now()
);
insert into catalogue_loaded (once) select true where exists (select from metro);
