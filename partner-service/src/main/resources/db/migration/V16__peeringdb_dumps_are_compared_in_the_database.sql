-- What an import has read of its dump, compared with the catalogue when all of it is there, and then removed; rows of an
-- import that was cut off go with the next. Not logged: after a crash of the database there is no import to go on with.
create unlogged table peeringdb_dump (
    import uuid not null,
    object text not null,
    id bigint not null,             -- PeeringDB's, of the thing; of a network its AS number
    entry jsonb,                    -- null: it could not be read
    read_at timestamptz not null default now(),
    constraint peeringdb_dump_once primary key (import, object, id)
);
create index direct_facility_by_peeringdb_id on direct_facility (peeringdb_id);
create index exchange_facility_by_peeringdb_id on exchange_facility (peeringdb_id);
