-- What was counted of sessions and monitored prefixes, by series and time, in levels as those of round trips. Rows of one
-- series and time add up; "part" keeps those who count apart: each replaces its own row, so that nothing is added twice. -1 is what
-- was merged from the finer level.

create table activity_series (
    series integer generated always as identity primary key,
    kind text not null check (kind in ('Session', 'Prefix')),
    subject text collate "C" not null,
    constraint activity_series_once unique (kind, subject)
);

create table activity_minute (
    at timestamptz not null,
    part bigint not null,
    revision bigint not null,
    updates bigint not null,
    announcements bigint not null,
    withdrawals bigint not null,
    path_changes bigint not null,
    prepended bigint not null,
    series integer not null,
    -- Announcements by the length of their AS path, from 0 on.
    lengths bigint[] not null,
    -- Which AS paths there were (HyperLogLog).
    paths bytea not null,
    primary key (series, at, part)
) partition by range (at);
select partitioned_by_time('activity_minute', 'day');

create table activity_five_minutes (like activity_minute including all) partition by range (at);
select partitioned_by_time('activity_five_minutes', 'day');

create table activity_hour (like activity_minute including all) partition by range (at);
select partitioned_by_time('activity_hour', 'day');

create table activity_day (like activity_minute including all) partition by range (at);
select partitioned_by_time('activity_day', 'month');

create table activity_level (
    level text primary key,
    closed timestamptz not null
);
insert into activity_level
select l, date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '8 days'
from unnest(array['FiveMinutes', 'Hour', 'Day']) l;

create table activity_due (
    level text not null,
    at timestamptz not null,
    series integer not null,
    late boolean not null,
    primary key (level, at, series)
);
create index activity_due_in_time on activity_due (level, at) where not late;

-- Of before nothing was counted, which is not 0.
create table activity_begin (
    at timestamptz not null
);
insert into activity_begin values (now());

comment on column session_change.session is 'A session, or the text of a monitored prefix: whether it was announced.';
