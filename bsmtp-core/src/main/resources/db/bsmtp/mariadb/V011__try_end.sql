-- SPDX-License-Identifier: Apache-2.0
-- How the last try at a host ended, as a word of its own: whether it failed, and whether messages had their turn.

alter table bsmtp_delivery add column ending varchar(16) character set ascii collate ascii_nopad_bin not null default 'NONE';
update bsmtp_delivery set ending = case
  when failing then 'NOT_SERVED'
  when tried_at is null then 'NONE'
  when due_at is not null then 'LEFT_SOME'
  else 'TOOK_ALL' end;
alter table bsmtp_delivery drop column failing;
