-- What is provisioned follows from the state.
alter table connection drop column provisioned_bandwidth;
alter table connection add column interrupted text;      -- the state in which an external blocker holds it
alter table connection add column pending jsonb;         -- asked of the operator: new sessions, or without them removal
alter table connection add column pending_md5_key text;  -- secret: written, never read out

alter table peering add column connectivity_probes jsonb not null default '[]';

-- Lists page by it.
create index peering_in_list_order on peering
    (lower(subscription), ((lower(resource_group) || '/' || lower(name)) collate "C"));
