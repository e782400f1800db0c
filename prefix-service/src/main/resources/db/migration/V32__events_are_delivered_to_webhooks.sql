-- SPDX-License-Identifier: Apache-2.0

-- Where a subscription wants to be told of events. What is set stands beside what was found out about the receiver.
create table webhook (
    resource_key text collate "C" constraint webhook_name_is_taken primary key,
    subscription text not null,
    id text not null,               -- as its creator spelled it
    target text not null,           -- sealed: some URLs are secrets themselves
    format text not null,
    event_types text[] not null,    -- empty: all
    levels text[] not null,         -- the least one first
    prefixes text[] not null,       -- networks whose monitored prefixes are meant; empty: all
    secret text not null,           -- sealed
    previous_secret text,           -- sealed; good until previous_until
    previous_until timestamptz,
    paused_reason text,             -- null: active
    paused_since timestamptz,
    failures int not null default 0,        -- one after the other
    failing_since timestamptz,              -- null: the last attempt succeeded, or there was none
    last_failure text,
    retry_at timestamptz,                   -- nothing is sent before
    slow boolean not null default false,
    revision bigint not null,
    created_at timestamptz not null default now()
);
create index webhook_by_subscription on webhook (subscription, resource_key);

-- What a webhook is told, once for each revision of an event; afterwards the log of it. The text of an event is in
-- routing_event_log.
create table webhook_delivery (
    seq bigint generated always as identity primary key,
    webhook text collate "C" not null
        constraint webhook_delivery_has_a_webhook references webhook on delete cascade,
    event_id text not null,
    revision bigint not null,
    event_type text not null,
    prefix text not null,
    body jsonb,                     -- of what is in no log: a test
    state text not null default 'Waiting',
    attempts int not null default 0,
    next_at timestamptz not null default now(),     -- waiting: not before; sending: given up after
    expires_at timestamptz not null,                -- then it is dead
    attempted_at timestamptz,
    status int,                     -- of the last answer; null: there was none
    reason text,                    -- why the last attempt failed
    millis int,
    ended_at timestamptz,           -- delivered, superseded or dead
    created_at timestamptz not null default now(),
    constraint webhook_delivery_is_made_once unique (webhook, event_id, revision)
);
-- Small, whatever the log holds.
create index webhook_delivery_waiting on webhook_delivery (webhook, next_at, seq) where state = 'Waiting';
create index webhook_delivery_unended on webhook_delivery (webhook, event_id, revision)
    where state in ('Waiting', 'Sending');
create index webhook_delivery_sending on webhook_delivery (webhook, next_at) where state = 'Sending';
create index webhook_delivery_by_webhook on webhook_delivery (webhook, seq desc);
create index webhook_delivery_dead on webhook_delivery (webhook, seq desc) where state = 'Dead';
create index webhook_delivery_by_age on webhook_delivery (created_at);
