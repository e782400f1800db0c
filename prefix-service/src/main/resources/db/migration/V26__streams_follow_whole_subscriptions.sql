-- A stream follows what its subscription has of a prefix, not one prefix: its subscription is called. The prefix is
-- called as before, too, for replicas of the release before this one.
create or replace function routing_event_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('routing_event', new.prefix);
    perform pg_notify('routing_event', holder.subscription)
        from (select distinct subscription from customer_prefix where prefix = new.prefix) holder;
    return null;
end $$;

create function customer_prefix_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('routing_event', old.prefix);
    perform pg_notify('routing_event', old.subscription);
    return null;
end $$;
drop trigger customer_prefix_wake on customer_prefix;
create trigger customer_prefix_wake after delete on customer_prefix
    for each row execute function customer_prefix_wake();
