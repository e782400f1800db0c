-- What was measured, added up by series and time: sums, and a sketch of the distribution (DDSketch, 1 %). Rows of one series
-- and time add up to one; "part" keeps writers apart: the partition of latency-samples that the samples came by, or -1 for
-- what was merged from the finer level.

create table latency_series (
    series integer generated always as identity primary key,
    kind text not null check (kind in ('Prefix', 'Test')),
    subject text not null,
    -- What it is added up to for eyes: at most a /24 or /48.
    shown text not null,
    site text not null,
    source text not null,
    probe text not null,
    constraint latency_series_once unique (kind, subject, site, source, probe)
);
create index latency_series_by_shown on latency_series (shown);

create table latency_minute (
    at timestamptz not null,
    sent bigint not null,
    received bigint not null,
    sum_micros bigint not null,
    jitter_micros bigint not null,
    differences bigint not null,
    series integer not null,
    samples integer not null,
    min_micros integer not null,
    max_micros integer not null,
    part smallint not null,
    sketch bytea not null,
    primary key (series, at, part)
) partition by range (at);
select partitioned_by_time('latency_minute', 'day');

create table latency_five_minutes (like latency_minute including all) partition by range (at);
select partitioned_by_time('latency_five_minutes', 'day');

create table latency_hour (like latency_minute including all) partition by range (at);
select partitioned_by_time('latency_hour', 'day');

create table latency_day (like latency_minute including all) partition by range (at);
select partitioned_by_time('latency_day', 'month');

-- How far each partition of latency-samples has been added up; written with the rows, so that nothing is added twice.
create table latency_progress (
    part smallint primary key,
    next_offset bigint not null
);

-- Until when a level is made of the finer one in one go; what comes for before that is merged series by series.
create table latency_level (
    level text primary key,
    closed timestamptz not null
);
insert into latency_level
select l, date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '8 days'
from unnest(array['FiveMinutes', 'Hour', 'Day']) l;

-- What is to be merged from the finer level: a series of a bucket. Late: the bucket was merged before.
create table latency_due (
    level text not null,
    at timestamptz not null,
    series integer not null,
    late boolean not null,
    primary key (level, at, series)
);
create index latency_due_in_time on latency_due (level, at) where not late;
