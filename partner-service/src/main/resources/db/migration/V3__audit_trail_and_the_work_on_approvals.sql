-- What happened to an object, by whom. Written in the transaction of the change, never changed afterwards.
create table audit (
    seq bigint generated always as identity constraint audit_in_order primary key,
    at timestamptz not null default clock_timestamp(),
    object_key text not null,           -- the id without case
    object_id text not null,
    actor text not null,
    token_id text not null,
    action text not null,
    changes jsonb not null
);
create index audit_by_object on audit (object_key, seq);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only' using constraint = 'audit_is_append_only';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();

alter table approval add column assignee text;
create index approval_by_resource on approval (resource_key, seq);

-- The yes of each operator, where one is not enough.
create table approval_vote (
    approval uuid not null references approval on delete cascade,
    voted_by text not null,
    voted_at timestamptz not null,
    token_id text not null,
    reason text,
    constraint approval_vote_once primary key (approval, voted_by)
);

create table approval_comment (
    seq bigint generated always as identity primary key,
    approval uuid not null references approval on delete cascade,
    written_by text not null,
    written_at timestamptz not null,
    text text not null
);
create index approval_comment_of on approval_comment (approval, seq);
