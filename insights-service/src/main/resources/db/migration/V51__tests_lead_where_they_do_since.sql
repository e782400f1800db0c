-- SPDX-License-Identifier: Apache-2.0

-- What was measured before was another way, or another test of this name.
alter table connection_monitor_test add column way_since timestamptz not null default now();
update connection_monitor_test set way_since = created_at;
