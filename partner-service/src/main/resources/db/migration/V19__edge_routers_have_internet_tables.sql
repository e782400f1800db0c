-- Route distinguishers in their canonical text, or names of VRFs.
alter table edge_router add column internet_tables jsonb not null default '[]';
