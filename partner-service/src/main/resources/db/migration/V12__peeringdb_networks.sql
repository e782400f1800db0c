-- What PeeringDB says of networks, as evidence for approvals.
create table peeringdb_network (
    asn bigint constraint peeringdb_network_once primary key,
    name text not null,
    irr_as_set text,
    info_prefixes4 bigint,
    info_type text,
    policy_general text,
    status text not null,
    imported_at timestamptz not null,
    constraint peeringdb_network_is_asn check (asn between 0 and 4294967295)
);
