create table peering (
    id bigint generated always as identity primary key,
    subscription text not null,
    resource_group text not null,
    name text not null,
    revision bigint not null,
    sku text not null,
    kind text not null,
    location text not null,
    tags jsonb not null,
    direct_type text not null,
    metro text not null constraint peering_at_known_metro references metro,
    peer_asn bigint not null constraint peering_with_known_peer_asn references peer_asn,
    asn bigint not null,
    created_at timestamptz not null default now()
);
create unique index peering_name_once on peering (lower(subscription), lower(resource_group), lower(name));
create index peering_by_metro on peering (metro);
create index peering_by_peer_asn on peering (peer_asn);

create table connection (
    peering bigint not null references peering on delete cascade,
    position int not null,
    identifier text not null,
    state text not null,
    bandwidth int not null,
    provisioned_bandwidth int not null,
    provider text not null,
    use_for_peering_service boolean not null,
    facility bigint,
    md5_key text,                   -- secret: written, never read out
    tracking_id text,
    error_message text,
    constraint connection_once primary key (peering, identifier)
);

-- Metro and ASN are repeated here so that who has an address at a metro is one index away.
create table session (
    peering bigint not null,
    connection text not null,
    family text not null,
    metro text not null,
    asn bigint not null,
    subnet cidr,
    peer_address inet,
    cloud_address inet,
    max_prefixes int,
    established boolean not null,
    claimed boolean not null,       -- false: the connection failed, the addresses are anybody's
    constraint session_once_per_family primary key (peering, connection, family),
    constraint session_of_connection foreign key (peering, connection) references connection on delete cascade,
    constraint session_family_known check (family in ('IPv4', 'IPv6'))
);
create unique index session_peer_address_once_at_metro on session (metro, peer_address) where claimed;
create index session_by_subnet on session using gist (subnet inet_ops) where claimed;
