alter table registered_prefix
    add column network inet generated always as (prefix::inet) stored,
    -- Of any number of partners that register overlapping prefixes at once one wins. A partner may register a part of
    -- its own prefix.
    add constraint registered_prefix_overlaps_own_ones_only
        exclude using gist (network inet_ops with &&, subscription with <>);
