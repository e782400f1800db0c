-- SPDX-License-Identifier: Apache-2.0

-- Events of one cause, as they are told to one subscription; with an empty scope to the operator, of all there are. Kept longer
-- than its events: the number of the next one of the cause, and so its id, follows from it.
create table incident (
    seq bigint generated always as identity,
    incident_id text primary key,
    scope text not null,
    cause text not null,
    generation bigint not null,
    ended_at timestamptz,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    constraint incident_of_a_cause_has_a_number unique (scope, cause, generation)
);
create index incident_by_scope on incident (scope, seq desc);
create index incident_open on incident (incident_id) where ended_at is null;

-- What counts for incidents, once for each who may be told of it; without incident_id it has none, and is forgotten soon.
create table incident_member (
    seq bigint generated always as identity,
    scope text not null,
    event_id text not null,
    cause text not null,
    revision bigint not null,
    event_type text not null,
    level text not null,
    confidence int not null,
    prefix text not null,
    offending text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    ended_at timestamptz,
    incident_id text constraint incident_member_has_its_incident references incident on delete cascade,
    quiet boolean not null,         -- told by its incident alone
    recorded_at timestamptz not null default now(),
    primary key (event_id, scope)
);
create index incident_member_loose on incident_member (scope, cause, first_seen) where incident_id is null;
create index incident_member_by_age on incident_member (recorded_at) where incident_id is null;
create index incident_member_by_incident on incident_member (incident_id, seq);
create index incident_member_by_prefix on incident_member (incident_id, prefix);

-- An incident is told to one subscription alone; what is told of a prefix has no subscription, and goes to who has the prefix.
alter table routing_event_log add column subscription text not null default '';
create index routing_event_log_by_subscription on routing_event_log (subscription, seq) where subscription <> '';

create or replace function routing_event_wake() returns trigger language plpgsql as $$
begin
    if new.subscription <> '' then
        perform pg_notify('routing_event', new.subscription);
        return null;
    end if;
    perform pg_notify('routing_event', new.prefix);
    perform pg_notify('routing_event', holder.subscription)
        from (select distinct subscription from customer_prefix where prefix = new.prefix) holder;
    return null;
end $$;
