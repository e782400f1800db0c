-- What was found out is kept once: as a row of the history. The prefix says which one holds, when that was last
-- confirmed, and what it was judged by, so that judging it again reads and writes no report while nothing changes.
alter table validation_history
    alter column report type json using report::json,
    alter column evidence type json using evidence::json;

alter table registered_prefix
    add column verdict bigint,              -- a row of validation_history; null before the first validation
    add column fingerprint text,            -- of what every check said; null: to be judged anew
    add column validated_at timestamptz,
    add column sources json;                -- the external data of that time
alter table customer_prefix
    add column verdict bigint,
    add column fingerprint text,
    add column validated_at timestamptz,
    add column sources json;

update registered_prefix p set
    verdict = (select seq from validation_history h where h.target = p.resource_key order by at desc, seq desc limit 1),
    validated_at = (report ->> 'validatedAt')::timestamptz
where report is not null;
update customer_prefix p set
    verdict = (select seq from validation_history h where h.target = p.resource_key order by at desc, seq desc limit 1),
    validated_at = (report ->> 'validatedAt')::timestamptz
where report is not null;

alter table registered_prefix drop column report;
alter table customer_prefix drop column report;
