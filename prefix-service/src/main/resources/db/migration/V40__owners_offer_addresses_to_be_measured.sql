-- SPDX-License-Identifier: Apache-2.0

-- The versions of what the owner of a customer prefix offers to be measured. The newest of the prefix that the resource has
-- now counts: consent to measure addresses of one prefix is none for another.
create table probe_targets (
    resource_key text collate "C" not null references customer_prefix on delete cascade,
    revision bigint not null,
    subscription text not null,
    prefix text not null,
    targets jsonb,                  -- null: what was offered is taken back
    changed_by text not null,
    changed_at timestamptz not null default now(),
    primary key (resource_key, revision)
);
