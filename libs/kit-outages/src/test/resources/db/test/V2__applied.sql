create table applied (
    message_key text not null,
    revision bigint not null,
    place bigint generated always as identity
);
create index on applied (message_key, revision);
