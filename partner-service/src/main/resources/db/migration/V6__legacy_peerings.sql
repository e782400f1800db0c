-- Peerings from before the portal, as the operator imported them. Converted ones stay, but are not listed any more.
create table legacy_peering (
    id uuid primary key,
    seq bigint generated always as identity constraint legacy_peering_in_order unique,
    name text not null,
    asn bigint not null,
    metro text not null constraint legacy_peering_at_known_metro references metro,
    kind text not null,
    direct_type text not null,
    peering jsonb not null,
    converted_to text
);
create unique index legacy_peering_once on legacy_peering (asn, lower(name));
create index legacy_peering_by_metro on legacy_peering (metro, kind, seq) where converted_to is null;

create table legacy_session (
    legacy uuid not null references legacy_peering on delete cascade,
    metro text not null,
    peer_address inet not null,
    constraint legacy_session_once_at_metro primary key (metro, peer_address)
);
create index legacy_session_of on legacy_session (legacy);
