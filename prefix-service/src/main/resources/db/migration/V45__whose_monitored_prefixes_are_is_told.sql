-- What is monitored says of which resources it is: it is told again of all.
insert into due_change (kind, subject, priority)
select 'Prefix', prefix, 1 from monitored_prefix;
