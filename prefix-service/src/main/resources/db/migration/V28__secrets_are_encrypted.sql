-- Keys are sealed texts from here on; those in clear are encrypted after the migration.
insert into encryption_key (id, probe)
    select '', '' where exists (select from prefix_key) or exists (select from customer_prefix where key is not null);
