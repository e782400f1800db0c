-- key: the entry's path within its kind, without case; below a metro it begins with the metro's key and a slash.

alter table metro add column azure_region text;
-- The database folds some letters (the Turkish İ) otherwise than we do.
alter table metro drop constraint metro_key_is_name_without_case;

create table direct_facility (
    key text constraint direct_facility_once primary key,
    revision bigint not null,
    metro text not null constraint direct_facility_at_known_metro references metro,
    peeringdb_id bigint not null,
    address text not null,
    types jsonb not null,           -- direct peering types
    imported boolean not null,      -- from PeeringDB: the next import may change it or find it gone
    gone boolean not null,          -- not in PeeringDB any more: not offered, kept for the connections there
    constraint direct_facility_key_is_path check (key = metro || '/' || peeringdb_id)
);

create table exchange_facility (
    key text constraint exchange_facility_once primary key,
    revision bigint not null,
    metro text not null constraint exchange_facility_at_known_metro references metro,
    peeringdb_id bigint not null,
    name text not null,
    prefix_v4 cidr,                 -- the peering LAN
    prefix_v6 cidr,
    ports jsonb not null,           -- the cloud's: bandwidth and addresses
    imported boolean not null,
    gone boolean not null,
    constraint exchange_facility_key_is_path check (key = metro || '/' || peeringdb_id),
    constraint exchange_facility_families
        check (coalesce(family(prefix_v4), 4) = 4 and coalesce(family(prefix_v6), 6) = 6)
);

create table bandwidth_offer (
    key text constraint bandwidth_offer_once primary key,
    revision bigint not null,
    name text not null,
    mbps bigint not null
);

create table service_location (
    key text constraint service_location_once primary key,
    revision bigint not null,
    name text not null,
    country text not null,
    state text not null,
    azure_region text,
    latitude double precision not null,
    longitude double precision not null,
    constraint service_location_on_earth check (latitude between -90 and 90 and longitude between -180 and 180)
);
create index service_location_by_country on service_location (lower(country));
create index service_location_by_state on service_location (lower(state));

create table cdn_prefix (
    key text constraint cdn_prefix_once primary key,
    revision bigint not null,
    metro text not null constraint cdn_prefix_at_known_metro references metro,
    prefix cidr not null,
    azure_region text not null,
    azure_service text not null,
    primary_region boolean not null,
    bgp_community text not null,
    constraint cdn_prefix_once_at_metro unique (metro, prefix)
);
