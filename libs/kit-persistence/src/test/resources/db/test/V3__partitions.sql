create table by_day (
    subject text not null,
    at timestamptz not null,
    n bigint not null,
    primary key (subject, at)
) partition by range (at);
create index by_day_at on by_day (at);
select partitioned_by_time('by_day', 'day');

create table by_month (
    at timestamptz not null
) partition by range (at);
select partitioned_by_time('by_month', 'month');

-- Nobody has marked it.
create table unmarked (
    at timestamptz not null
) partition by range (at);

-- For tests to begin without any.
create function drop_all_partitions(parent regclass) returns integer language plpgsql security definer as $$
declare
    part regclass;
begin
    for part in select inhrelid::regclass from pg_inherits where inhparent = parent loop
        execute format('drop table %s', part);
    end loop;
    return 0;
end $$;
