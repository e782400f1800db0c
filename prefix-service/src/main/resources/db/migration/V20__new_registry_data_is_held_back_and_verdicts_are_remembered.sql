-- SPDX-License-Identifier: Apache-2.0

-- RPKI data that would turn too many verdicts over, and what the operator decided about it.
create table registry_hold (
    id text primary key,
    source text not null,
    version text not null,
    digest text not null,           -- of the content
    flips integer not null,
    prefixes integer not null,
    held_at timestamptz not null default now(),
    decision text,                  -- null: none yet
    actor text,
    reason text,
    decided_at timestamptz
);
create unique index registry_hold_is_open_once on registry_hold (source) where decision is null;
create index registry_hold_by_content on registry_hold (source, digest);

-- Every verdict that was another than the one before, with all that it rests on. Rows are added, never changed.
create table validation_history (
    seq bigint generated always as identity primary key,
    target text collate "C" not null,
    at timestamptz not null,
    state text not null,
    rule_version text not null,
    report jsonb not null,
    evidence jsonb not null
);
create index validation_history_of_target on validation_history (target, at desc, seq desc);
create index validation_history_by_age on validation_history (at);
