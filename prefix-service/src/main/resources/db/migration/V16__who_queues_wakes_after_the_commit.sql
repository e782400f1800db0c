-- Commits that notify wait for each other, each for the other's flush to disk: PostgreSQL keeps notifications in the
-- order of commits by a lock on all databases. What calls and readers commit must not; Wakes notifies after them.
drop trigger due_change_wake on due_change;
drop function due_change_wake;
drop trigger revalidation_wake on revalidation;
drop function revalidation_wake;
