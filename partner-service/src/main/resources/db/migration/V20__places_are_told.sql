-- Where metros and service locations are was not told before; the relay sends it of those that are there.
insert into outbox (topic, message_key, revision, body)
select 'places', 'metro|' || key, revision, jsonb_build_object(
    'kind', 'Metro', 'name', name, 'revision', revision, 'country', country, 'state', '',
    'latitude', latitude, 'longitude', longitude)::text
from metro order by key;
insert into outbox (topic, message_key, revision, body)
select 'places', 'servicelocation|' || key, revision, jsonb_build_object(
    'kind', 'ServiceLocation', 'name', name, 'revision', revision, 'country', country, 'state', state,
    'latitude', latitude, 'longitude', longitude)::text
from service_location order by key;
