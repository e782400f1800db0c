-- Insights has to know what connection monitors and metrics stand under: those that are there are told once.
insert into outbox (topic, message_key, revision, body)
select
    'peering-services',
    resource_key,
    revision,
    jsonb_strip_nulls(jsonb_build_object(
        'id', id,
        'revision', revision,
        'provider', provider,
        'primaryLocation', primary_location,
        'backupLocation', backup_location))::text
from peering_service
order by resource_key;
