-- SPDX-License-Identifier: Apache-2.0

-- The versions of what the owner of a customer prefix says of its routing. The newest of the prefix that the resource has
-- now counts: when another prefix takes its place what was said of the old one does not hold of it.
create table routing_policy (
    resource_key text collate "C" not null references customer_prefix on delete cascade,
    revision bigint not null,
    subscription text not null,
    prefix text not null,
    policy jsonb,                   -- null: what was said is taken back
    changed_by text not null,
    changed_at timestamptz not null default now(),
    primary key (resource_key, revision)
);
