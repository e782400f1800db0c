-- One counter for every object of a service: a revision grows also across deletion and re-creation.
create sequence revision as bigint;

-- State changes on their way to Kafka, in the order in which each object's changes were committed.
create table outbox (
    seq bigint generated always as identity primary key,
    topic text not null,
    message_key text not null,
    body text,                      -- null: tombstone
    revision bigint not null,
    created_at timestamptz not null default now()
);

create function outbox_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('outbox', '');
    return null;
end $$;

create trigger outbox_wake after insert on outbox for each statement execute function outbox_wake();

-- Local copies of other services' objects. A deleted one stays as a row without body: an older message that comes
-- late must not bring it back.
create table replica (
    topic text not null,
    message_key text not null,
    revision bigint not null,
    body jsonb,
    primary key (topic, message_key)
);
