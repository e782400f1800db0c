-- A customer lets another partner register a prefix beside the one that has it. Until the transfer ends what is new of
-- it is arriving: it is monitored and validated like any other, and the constraints against overlaps do not look at it.

alter table registered_prefix
    add column arriving boolean not null default false,
    drop constraint registered_prefix_has_one_owner,
    drop constraint registered_prefix_overlaps_own_ones_only;
create unique index registered_prefix_has_one_owner on registered_prefix (prefix) where not arriving;
create unique index registered_prefix_arrives_once on registered_prefix (prefix) where arriving;
create index registered_prefix_by_prefix on registered_prefix (prefix);
create index registered_prefix_by_network on registered_prefix using spgist (network inet_ops);
drop index customer_prefix_by_network;
create index customer_prefix_by_network on customer_prefix using spgist (network inet_ops);
alter table registered_prefix add constraint registered_prefix_overlaps_own_ones_only
    exclude using gist (network inet_ops with &&, subscription with <>) where (not arriving);

alter table customer_prefix
    add column arriving boolean not null default false,
    drop constraint customer_prefix_claims_do_not_overlap;
alter table customer_prefix add constraint customer_prefix_claims_do_not_overlap
    exclude using gist (network inet_ops with &&, service_key with <>) where (claim is not null and not arriving);

create table transfer (
    prefix text constraint transfer_is_one_at_a_time primary key,
    customer_prefix text collate "C" not null
        constraint transfer_is_of_a_customer_prefix unique references customer_prefix,
    subscription text not null,     -- of the customer
    provider text not null,         -- that takes over
    until timestamptz not null,
    since timestamptz not null default now()
);
create index transfer_by_end on transfer (until);
