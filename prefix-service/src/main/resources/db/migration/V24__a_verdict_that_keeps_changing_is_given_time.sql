-- How often the verdict has changed lately, and since when that is counted.
alter table registered_prefix
    add column restless smallint not null default 0,
    add column restless_since timestamptz;
alter table customer_prefix
    add column restless smallint not null default 0,
    add column restless_since timestamptz;

-- Until then the target is left alone. Null: it need not wait.
alter table revalidation add column not_before timestamptz;
