-- SPDX-License-Identifier: Apache-2.0

-- The operator's inventory of agents, and what is known of each.
create table agent (
    key text collate "C" primary key,           -- the name in lower case
    name text not null,
    site text not null,
    client_id text not null constraint agent_client_id_key unique,
    subscription text,                          -- whose own it is; null: the network's
    disabled boolean not null,
    revision bigint not null,
    last_seen timestamptz,
    version text,
    dropped bigint not null default 0
);
