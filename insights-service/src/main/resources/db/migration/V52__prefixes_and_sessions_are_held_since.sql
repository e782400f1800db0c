-- Since when a resource holds a monitored prefix: what was before is not for it to read.
create table prefix_holding (
    prefix text collate "C" not null,
    holder text collate "C" not null,       -- the key of the resource's id
    since timestamptz not null,
    primary key (prefix, holder)
);

-- Which subscription has a session's address at a site; since ever, where nobody else is known to have had it.
create table session_holding (
    site text collate "C" not null,         -- the metro, in small letters
    address text collate "C" not null,
    subscription text collate "C" not null,
    since timestamptz not null,
    primary key (site, address)
);
