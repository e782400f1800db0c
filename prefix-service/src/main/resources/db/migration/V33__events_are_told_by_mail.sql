-- SPDX-License-Identifier: Apache-2.0

-- Of a webhook with format Email the target is a list of addresses, and a message waits for the end of its hour or day.
alter table webhook add column digest text not null default 'Immediate';
