create table registered_asn (
    resource_key text collate "C" constraint registered_asn_name_is_taken primary key,
    subscription text not null,
    peering_key text collate "C" not null,
    id text not null,
    asn bigint not null constraint registered_asn_has_one_owner unique,
    revision bigint not null,
    created_at timestamptz not null default now()
);
create index registered_asn_by_peering on registered_asn (peering_key, resource_key);

-- The keys that are good for something. One that is revoked or has run out is deleted, and what was claimed with it is
-- claimed no longer.
create table prefix_key (
    key_hash bytea constraint prefix_key_is_unique primary key,
    key text not null,              -- to show it again to its owner
    registered_prefix text collate "C" references registered_prefix on delete cascade,
    registered_asn text collate "C" references registered_asn on delete cascade,
    current boolean not null,       -- false: replaced, and good until valid_until
    valid_until timestamptz,        -- null: until it is revoked
    uses bigint not null default 0,
    last_used timestamptz,
    constraint prefix_key_is_of_one_registration check (num_nonnulls(registered_prefix, registered_asn) = 1)
);
create unique index prefix_key_is_one_for_a_prefix on prefix_key (registered_prefix) where current;
create unique index prefix_key_is_one_for_an_asn on prefix_key (registered_asn) where current;
create index prefix_key_by_prefix on prefix_key (registered_prefix);
create index prefix_key_by_asn on prefix_key (registered_asn);
create index prefix_key_by_end on prefix_key (valid_until) where valid_until is not null;
insert into prefix_key (key_hash, key, registered_prefix, current)
    select key_hash, key, resource_key, true from registered_prefix;

alter table customer_prefix add column claim bytea
    constraint customer_prefix_claims_with_a_key references prefix_key on delete set null;
update customer_prefix c set claim = k.key_hash from prefix_key k where k.registered_prefix = c.registration_key;
-- Only who holds a key claims a prefix: nobody can keep a prefix from its owner by naming it first.
alter table customer_prefix drop constraint customer_prefix_claims_do_not_overlap;
alter table customer_prefix add constraint customer_prefix_claims_do_not_overlap
    exclude using gist (network inet_ops with &&, service_key with <>) where (claim is not null);
alter table customer_prefix drop column registration_key;
create index customer_prefix_by_claim on customer_prefix (claim);

alter table registered_prefix drop column key, drop column key_hash,
    add column validation_asked_at timestamptz;

-- What customers may claim with the key they gave: exactly the prefix that was registered; or, with an ASN's key, any
-- that no other partner has registered.
create view claim as
    select c.resource_key, coalesce(r.peering_key, a.peering_key) as peering_key, a.asn
    from customer_prefix c
    join prefix_key k on k.key_hash = c.claim
    left join registered_prefix r on r.resource_key = k.registered_prefix and r.prefix = c.prefix
    left join registered_asn a on a.resource_key = k.registered_asn and not exists (
        select 1 from registered_prefix o where o.network && c.network and o.subscription <> a.subscription)
    where r.resource_key is not null or a.resource_key is not null;

-- Wrong keys given, by who gave them and by what they were given for; for a time.
create table wrong_key (
    scope text collate "C" not null,
    since timestamptz not null,
    attempts int not null,
    primary key (scope, since)
);
create index wrong_key_by_age on wrong_key (since);
