-- Resource keys are ARM ids in lower case, made by the service: one spelling for each name, compared byte by byte.
-- subscription is in lower case too and part of every look-up.

-- "<>" of text inside an exclusion constraint.
create extension if not exists btree_gist;

create table registered_prefix (
    resource_key text collate "C" constraint registered_prefix_name_is_taken primary key,
    subscription text not null,
    peering_key text collate "C" not null,
    id text not null,               -- as its creator spelled it
    prefix text not null constraint registered_prefix_has_one_owner unique,
    key text not null,              -- to show it again to its owner
    key_hash bytea not null constraint registered_prefix_key_is_unique unique,
    state text not null,
    error_message text,
    report jsonb,                   -- the latest validation; null before the first
    revision bigint not null,       -- of what was written, not of what was found out about it
    created_at timestamptz not null default now()
);
create index registered_prefix_by_peering on registered_prefix (peering_key, resource_key);

create table peering_service (
    resource_key text collate "C" constraint peering_service_name_is_taken primary key,
    subscription text not null,
    group_key text not null,        -- the resource group in lower case
    id text not null,
    location text not null,
    tags jsonb,
    sku text,
    service_location text not null,
    provider text not null,
    provider_key text not null,     -- in lower case
    primary_location text not null,
    backup_location text,           -- null: fail over to the Internet
    revision bigint not null,
    created_at timestamptz not null default now()
);
create index peering_service_by_subscription on peering_service (subscription, resource_key);
create index peering_service_by_provider on peering_service (provider_key);

create table customer_prefix (
    resource_key text collate "C" constraint customer_prefix_name_is_taken primary key,
    subscription text not null,
    service_key text collate "C" not null
        constraint customer_prefix_has_a_service references peering_service on delete cascade,
    id text not null,
    prefix text not null,
    network inet not null,
    key text,
    -- The registration whose key was given. Null: no key, or the registration is gone and the key with it.
    registration_key text collate "C"
        constraint customer_prefix_key_is_of_a_registration references registered_prefix on delete set null,
    state text not null,
    learned_type text not null,
    error_message text,
    report jsonb,
    revision bigint not null,
    created_at timestamptz not null default now(),
    constraint customer_prefix_is_once_in_its_service unique (service_key, prefix),
    -- Only who holds a key claims a prefix: nobody can keep a prefix from its owner by naming it first.
    constraint customer_prefix_claims_do_not_overlap
        exclude using gist (network inet_ops with &&, service_key with <>) where (registration_key is not null)
);
create index customer_prefix_by_prefix on customer_prefix (prefix);
create index customer_prefix_by_registration on customer_prefix (registration_key);
create index customer_prefix_by_network on customer_prefix using gist (network inet_ops);

-- What the topic monitored-prefixes says. The row is locked before anything that its body depends on is read.
create table monitored_prefix (
    prefix text primary key,
    registration_key text collate "C" not null constraint monitored_prefix_is_registered unique references registered_prefix,
    revision bigint not null,
    body jsonb                      -- null only inside the transaction that registers the prefix
);

-- Validations that are due. Rows are added and taken away, never changed: who adds one waits for nobody.
create table revalidation (
    seq bigint generated always as identity primary key,
    kind text not null,
    target text collate "C" not null,
    priority smallint not null      -- 0: something happened; 1: the hourly round
);
create index revalidation_in_order on revalidation (priority, seq);
create index revalidation_by_target on revalidation (target);

create function revalidation_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('revalidation', '');
    return null;
end $$;
create trigger revalidation_wake after insert on revalidation
    for each statement execute function revalidation_wake();

-- Every revision of every event in order of arrival: what streams send and resume from.
create table routing_event_log (
    seq bigint generated always as identity primary key,
    event_id text not null,
    revision bigint not null,
    prefix text not null,
    body jsonb not null,
    recorded_at timestamptz not null default now(),
    constraint routing_event_is_recorded_once unique (event_id, revision)
);
create index routing_event_log_by_prefix on routing_event_log (prefix, seq);
create index routing_event_log_by_age on routing_event_log (recorded_at);

-- The newest revision of each event.
create table routing_event (
    event_id text primary key,
    revision bigint not null,
    prefix text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    ended_at timestamptz,
    body jsonb not null
);
create index routing_event_by_prefix on routing_event (prefix, first_seen desc, event_id desc);

create function routing_event_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('routing_event', coalesce(new.prefix, old.prefix));
    return null;
end $$;
create trigger routing_event_wake after insert on routing_event_log
    for each row execute function routing_event_wake();
-- A stream of a deleted prefix has to end.
create trigger customer_prefix_wake after delete on customer_prefix
    for each row execute function routing_event_wake();

-- The ways in which the copies of other services' objects are searched.
create index replica_peering_by_asn on replica (((body ->> 'asn')::bigint)) where topic = 'peerings';
create index replica_session_by_peer on replica ((body ->> 'peerAddress')) where topic = 'session-states';
create index replica_provider_by_asn on replica using gin ((body -> 'asns')) where topic = 'providers';
create index replica_peer_asn_by_subscription on replica ((split_part(message_key, '/', 3))) where topic = 'peer-asns';
