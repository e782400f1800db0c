-- Ids, and names that are compared without case, keep their creator's spelling; rows are found and ordered by keys, which
-- the service makes of them and stores. Of what is there they are made here, as Java does where PostgreSQL can.
do $$
begin
    execute format('create function key_of(spelling text) returns text language sql as $f$ select lower(spelling collate %I) $f$',
        case when exists (select from pg_collation where collname = 'pg_unicode_fast') then 'pg_unicode_fast'
             else 'default' end);
end $$;

alter table peer_asn add column subscription_key text collate "C", add column resource_key text collate "C";
update peer_asn set subscription_key = key_of(subscription),
    resource_key = key_of('/subscriptions/' || subscription || '/providers/Microsoft.Peering/peerAsns/' || name);
alter table peer_asn alter column subscription_key set not null, alter column resource_key set not null;
drop index peer_asn_name_once;
drop index peer_asn_number_once_in_subscription;
create unique index peer_asn_name_once on peer_asn (subscription_key, resource_key);
create unique index peer_asn_number_once_in_subscription on peer_asn (subscription_key, asn);

-- The keys of a subscription are in the order of groups and names, which is that of lists.
alter table peering add column subscription_key text collate "C", add column resource_key text collate "C";
update peering set subscription_key = key_of(subscription),
    resource_key = key_of('/subscriptions/' || subscription || '/resourceGroups/' || resource_group
        || '/providers/Microsoft.Peering/peerings/' || name);
alter table peering alter column subscription_key set not null, alter column resource_key set not null;
drop index peering_name_once;
drop index peering_in_list_order;
create unique index peering_name_once on peering (subscription_key, resource_key);

alter table legacy_peering add column name_key text collate "C";
update legacy_peering set name_key = key_of(name);
alter table legacy_peering alter column name_key set not null;
drop index legacy_peering_once;
create unique index legacy_peering_once on legacy_peering (asn, name_key);

alter table service_location add column country_key text collate "C", add column state_key text collate "C";
update service_location set country_key = key_of(country), state_key = key_of(state);
alter table service_location alter column country_key set not null, alter column state_key set not null;
drop index service_location_by_country;
drop index service_location_by_state;
create index service_location_by_country on service_location (country_key);
create index service_location_by_state on service_location (state_key);

drop function key_of;
