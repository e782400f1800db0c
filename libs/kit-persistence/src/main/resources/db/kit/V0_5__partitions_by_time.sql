-- Tables in partitions by time. A service's role may do no DDL; two functions of the owner's make and drop partitions for it,
-- of the tables that a migration has marked, and nothing else. The mark is the table's comment, which only its owner can set.
-- So who has the service's role can do with them what it could do with "insert" and "delete" anyway.

-- For migrations, after "create table … partition by range (a timestamptz)". step: day or month, in UTC.
create function partitioned_by_time(parent regclass, step text) returns void language plpgsql as $$
begin
    if step not in ('day', 'month') then
        raise exception 'partitions are of a day or a month, not of a %', step using errcode = '22023';
    end if;
    execute format('comment on table %s is %L', parent, 'partitions of a ' || step);
end $$;

-- Makes the partitions that are missing from the one in which "first" is to the one before "until", 60 at a time; how many.
create function make_partitions(parent regclass, first timestamptz, until timestamptz) returns integer
language plpgsql strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set lock_timeout = '3s' as $$
declare
    step text;
    spelling text;
    space text;
    base text;
    child text;
    starts timestamptz;
    made integer := 0;
begin
    if first >= until or first < now() - interval '4 years' or until > now() + interval '1 year' then
        raise exception 'partitions from % until % are none of a table in use', first, until using errcode = '22023';
    end if;
    -- One at a time, of whatever replica.
    perform pg_advisory_xact_lock(7381232051823436147);
    select (regexp_match(obj_description(c.oid, 'pg_class'), '^partitions of a (day|month)$'))[1], n.nspname, c.relname
        into step, space, base
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
        where c.oid = parent and c.relkind = 'p' and r.rolname = current_user;
    if step is null then
        raise exception '% is no table with partitions by time', parent using errcode = '22023';
    end if;
    spelling := case step when 'day' then 'YYYYMMDD' else 'YYYYMM' end;
    starts := date_trunc(step, first);
    while starts < until and made < 60 loop
        child := base || '_' || to_char(starts, spelling);
        if not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = parent and c.relname = child) then
            -- Made first and attached then: so nobody who reads or writes is waited for.
            execute format('create table %I.%I (like %s including all)', space, child, parent);
            execute format('alter table %s attach partition %I.%I for values from (%L) to (%L)',
                parent, space, child, starts, starts + ('1 ' || step)::interval);
            made := made + 1;
        end if;
        starts := starts + ('1 ' || step)::interval;
    end loop;
    return made;
end $$;

-- Drops the partitions that end at "before" or earlier, 60 at a time; how many.
create function drop_partitions(parent regclass, before timestamptz) returns integer
language plpgsql strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set lock_timeout = '3s' as $$
declare
    step text;
    old record;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(7381232051823436147);
    select (regexp_match(obj_description(c.oid, 'pg_class'), '^partitions of a (day|month)$'))[1] into step
        from pg_class c join pg_roles r on r.oid = c.relowner
        where c.oid = parent and c.relkind = 'p' and r.rolname = current_user;
    if step is null then
        raise exception '% is no table with partitions by time', parent using errcode = '22023';
    end if;
    if before > now() then
        raise exception 'what is to come, until %, is not dropped', before using errcode = '22023';
    end if;
    for old in
        select p.part from (
            select i.inhrelid::regclass as part,
                (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = parent) p
        where p.ends <= before order by p.ends limit 60
    loop
        execute format('drop table %s', old.part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
