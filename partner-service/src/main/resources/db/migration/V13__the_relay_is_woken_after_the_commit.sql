-- Commits that notify wait for each other, each for the other's flush to disk. The relay is woken after the commit.
drop trigger outbox_wake on outbox;
drop function outbox_wake;
