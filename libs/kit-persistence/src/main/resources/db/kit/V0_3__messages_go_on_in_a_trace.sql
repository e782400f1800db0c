-- In which trace the change was made, for the message to go on in it: the transaction's own setting, so that no statement
-- has to name it. Null: in none.
alter table outbox add column trace text default nullif(current_setting('openpeering.trace', true), '');
