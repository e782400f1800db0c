-- Locations that are chosen and that are to come, without case; the service makes the keys. Of what is there they are made
-- here, as Java does where PostgreSQL can.
alter table peering_service add column location_keys text[] not null default '{}';
do $$
begin
    execute format('update peering_service set location_keys = array_remove(array[lower(primary_location collate %1$I),
            lower(backup_location collate %1$I), lower(next_primary collate %1$I), lower(next_backup collate %1$I)], null)',
        case when exists (select from pg_collation where collname = 'pg_unicode_fast') then 'pg_unicode_fast'
             else 'default' end);
end $$;
