-- How far statistics of one grain have been merged into those of the next.
create table statistics_progress (
    grain text primary key,         -- PT1H: minutes into hours; P1D: hours into days
    until timestamptz not null
);
