-- Why Kafka will never take the message: it stays, and what comes after it is sent. Set to null, it is tried once more.
alter table outbox add column refused text;
