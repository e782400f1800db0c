-- SPDX-License-Identifier: Apache-2.0

-- What a customer wants measured, from where, and how often.
create table connection_monitor_test (
    resource_key text collate "C" constraint connection_monitor_test_name_is_taken primary key,
    subscription text not null,
    service_key text not null,      -- the peering service; it is prefix-service's
    service_revision bigint not null,   -- of the service when the test was made: what is deleted later takes it along
    id text not null,               -- as its creator spelled it
    source_agent text not null,
    agent_key text not null,        -- its name in lower case
    destination text not null,      -- a name, or an address
    destination_port int not null,
    frequency_seconds int not null,
    most_loss double precision,         -- percent; null: nobody wants to be told
    most_round_trip double precision,   -- milliseconds; null: likewise
    revision bigint not null,
    created_at timestamptz not null default now()
);
create index connection_monitor_test_by_service on connection_monitor_test (service_key, resource_key);
create index connection_monitor_test_by_subscription on connection_monitor_test (subscription, resource_key);
create index connection_monitor_test_by_agent on connection_monitor_test (agent_key);

-- The latest result of each, and the latest path; all others are in what latency is made of.
create table connection_monitor_result (
    test_key text collate "C" primary key
        constraint connection_monitor_result_has_a_test references connection_monitor_test on delete cascade,
    measured_at timestamptz,
    received int,
    sent int,
    round_trip_micros bigint,       -- null: nothing was answered
    failure text,
    path_at timestamptz,
    target text,
    hops jsonb not null default '[]'
);

-- Subscriptions that have set up their connection monitor.
create table monitor_workspace (
    subscription text primary key,
    written text not null,          -- as it was spelled
    workspace_id text not null,
    connected_agents text[] not null default '{}',
    revision bigint not null
);
