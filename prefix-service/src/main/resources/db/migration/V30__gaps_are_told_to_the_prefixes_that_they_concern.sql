-- SPDX-License-Identifier: Apache-2.0

-- Which monitored prefixes have been told of a gap: all of them are told when it ends, whatever they depend on by then.
create table gap_prefix (
    gap_id text not null,
    prefix text not null,
    event_id text not null,
    recorded_at timestamptz not null default now(),
    primary key (gap_id, prefix)
);
create index gap_prefix_by_age on gap_prefix (recorded_at);
