-- As in table outbox: in which trace it was queued. Null: in none.
alter table due_change add column trace text default nullif(current_setting('openpeering.trace', true), '');
alter table revalidation add column trace text default nullif(current_setting('openpeering.trace', true), '');
