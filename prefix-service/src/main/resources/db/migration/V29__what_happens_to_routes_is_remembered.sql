-- SPDX-License-Identifier: Apache-2.0

-- How one PrefixRoutes message differs from the one before. Rows are added, never changed.
create table route_history (
    seq bigint generated always as identity primary key,
    prefix text not null,
    revision bigint not null,       -- of the message
    route text not null,            -- what makes it the same route: router, peer, path identifier
    change text not null,
    at timestamptz not null,
    body jsonb not null,            -- the route; of one that is gone, as it was
    recorded_at timestamptz not null default now(),
    constraint route_change_is_recorded_once unique (prefix, revision, route)
);
create index route_history_of_prefix on route_history (prefix, seq desc);
create index route_history_by_age on route_history (recorded_at);
