-- What became of each session, from session-states: one row a change.
create table session_change (
    session text collate "C" not null,      -- router|peer address, and what is not as usual
    at timestamptz not null,
    sight text not null,                    -- Up, Down, or Unseen: nobody looked
    revision bigint not null,
    primary key (session, at)
) partition by range (at);
select partitioned_by_time('session_change', 'month');

-- In which no collector was there; all else that is not seen is a session's own Unseen.
create table unattended (
    id text primary key,
    since timestamptz not null,
    ended timestamptz,                      -- null: it goes on
    revision bigint not null
);
create index unattended_by_time on unattended (since, ended);
