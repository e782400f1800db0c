-- What changed. Whom it concerns is found out after it is committed, by the worker that takes the row away: so neither a
-- request nor a reader does work that grows with the number of registrations, and none waits for another.
create table due_change (
    seq bigint generated always as identity primary key,
    kind text not null,
    subject text collate "C" not null,
    detail text collate "C" not null default '',
    priority smallint not null,                     -- 0: of one prefix; 1: of many; 2: the hourly round
    passed text collate "C" not null default ''     -- up to where a change of many has been worked through
);
create index due_change_in_order on due_change (priority, seq);

create function due_change_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('due_change', '');
    return null;
end $$;
create trigger due_change_wake after insert on due_change
    for each statement execute function due_change_wake();

-- Rows come and go by the thousand in queues: dead ones are taken away by their number, not by their share.
alter table due_change set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table revalidation set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
update revalidation set priority = 2 where priority = 1;

-- A record follows from everything that has its prefix, not from one registration only.
alter table monitored_prefix drop column registration_key;

-- A validation changes no indexed column: with room on its page a row stays where it is.
alter table registered_prefix set (fillfactor = 75);
alter table customer_prefix set (fillfactor = 75);
alter table monitored_prefix set (fillfactor = 75);

create index customer_prefix_by_subscription on customer_prefix (subscription, resource_key);
