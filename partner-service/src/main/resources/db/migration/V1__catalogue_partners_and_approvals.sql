-- Constraint names say what is wrong in the domain's terms. Names are compared without case and kept as written.

create table metro (
    key text constraint metro_once primary key,     -- the name without case
    name text not null,
    revision bigint not null,
    country text not null,
    latitude double precision not null,
    longitude double precision not null,
    constraint metro_key_is_name_without_case check (key = lower(name)),
    constraint metro_on_earth check (latitude between -90 and 90 and longitude between -180 and 180)
);

create table provider (
    key text constraint provider_once primary key,  -- the name without case
    name text not null,
    revision bigint not null,
    asns jsonb not null
);

create table provider_location (
    provider text not null references provider on delete cascade,
    metro text not null constraint provider_at_known_metro references metro,
    position int not null,
    constraint provider_location_once primary key (provider, metro)
);
create index provider_location_by_metro on provider_location (metro);

create table edge_router (
    name text constraint edge_router_once primary key,  -- BMP sysName, exact
    revision bigint not null,
    metro text not null constraint edge_router_at_known_metro references metro,
    addresses jsonb not null
);
create index edge_router_by_metro on edge_router (metro);

create table peer_asn (
    id bigint generated always as identity primary key,
    subscription text not null,
    name text not null,
    revision bigint not null,
    asn bigint not null,
    peer_name text not null,
    contacts jsonb not null,
    state text not null,
    error_message text,
    created_at timestamptz not null default now(),
    constraint peer_asn_is_asn check (asn between 1 and 4294967295)
);
create unique index peer_asn_name_once on peer_asn (lower(subscription), lower(name));
create unique index peer_asn_number_once_in_subscription on peer_asn (lower(subscription), asn);

-- Decided items stay: they are the audit trail, also of resources that are gone.
create table approval (
    id uuid primary key,
    seq bigint generated always as identity,
    kind text not null,
    state text not null default 'Waiting',
    resource_id text not null,
    resource_key text not null,
    connection text,
    requested_by text not null,
    requested_at timestamptz not null default now(),
    summary text not null,
    decided_by text,
    decided_at timestamptz,
    reason text,
    token_id text,
    constraint approval_decided_by_somebody
        check ((state = 'Waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create unique index approval_in_order on approval (seq);
create unique index approval_waits_once on approval (resource_key, coalesce(connection, ''), kind)
    where state = 'Waiting';
