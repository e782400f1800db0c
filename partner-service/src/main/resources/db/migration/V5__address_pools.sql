-- Blocks from which the cloud gives session subnets; no two overlap.
create table address_pool (
    key text constraint address_pool_once primary key,  -- the name without case
    name text not null,
    revision bigint not null,
    metro text not null constraint address_pool_at_known_metro references metro,
    prefix cidr not null,
    subnet_length int not null,
    constraint address_pool_alone_in_its_block exclude using gist (prefix inet_ops with &&)
);
create index address_pool_by_metro on address_pool (metro);

-- A subnet is one connection's or free: the constraint decides, whoever asks.
create table address_assignment (
    pool text not null constraint address_pool_in_use references address_pool,
    slot bigint not null,
    peering bigint not null references peering on delete cascade,
    connection text not null,
    subnet cidr not null,
    constraint address_assignment_once primary key (pool, slot),
    constraint address_assignment_alone_in_its_block exclude using gist (subnet inet_ops with &&)
);
create index address_assignment_of on address_assignment (peering, connection);
