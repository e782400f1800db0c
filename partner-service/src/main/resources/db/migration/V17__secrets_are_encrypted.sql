-- md5_key and pending_md5_key are sealed texts from here on; those in clear are encrypted after the migration.
insert into encryption_key (id, probe)
    select '', '' where exists (select from connection where md5_key is not null or pending_md5_key is not null);
