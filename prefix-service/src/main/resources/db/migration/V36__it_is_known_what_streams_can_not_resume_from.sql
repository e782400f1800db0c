-- SPDX-License-Identifier: Apache-2.0

-- Up to where the log of events was deleted, each time that it was: a stream that is resumed from before it says what is missing.
create table routing_event_log_gone (
    seq bigint primary key,                 -- the last one deleted
    recorded_at timestamptz not null        -- when the youngest of them was recorded
);
