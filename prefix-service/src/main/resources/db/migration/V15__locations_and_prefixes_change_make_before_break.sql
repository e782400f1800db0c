-- Locations that are to take the place of the chosen ones as soon as every claimed prefix is valid at them.
alter table peering_service
    add column next_primary text,
    add column next_backup text,
    add column change_since timestamptz;
alter table customer_prefix
    add column next_report jsonb,   -- the latest validation at the next locations
    -- A prefix that is to take the place of another one as soon as it is valid. It is validated like any other, and
    -- shown only with the one that it replaces.
    add column replaces text collate "C"
        constraint customer_prefix_is_replaced_by_one unique
        constraint customer_prefix_replaces_one references customer_prefix on delete cascade,
    add column deadline timestamptz;
create index customer_prefix_by_deadline on customer_prefix (deadline) where deadline is not null;
