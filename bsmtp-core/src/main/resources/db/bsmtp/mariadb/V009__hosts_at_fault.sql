-- SPDX-License-Identifier: Apache-2.0
-- What is remembered of a customer's host (decision 10), and who holds an account's mail back.

alter table bsmtp_delivery
  add column banner varchar(200) character set utf8mb4 collate utf8mb4_nopad_bin not null default '',
  add column at_fault_since datetime(6) null,
  add column held_by varchar(64) character set utf8mb4 collate utf8mb4_nopad_bin null,
  add column held_reason varchar(200) character set utf8mb4 collate utf8mb4_nopad_bin null,
  add column held_since datetime(6) null;

-- No foreign key: a customer may leave the books. An address is as it stood in the envelope, and its case counts.
create table bsmtp_refused_recipient (
  id bigint not null auto_increment primary key,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  recipient varchar(320) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  reply varchar(500) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  refused_at datetime(6) not null,
  unique (login, recipient)
) engine = InnoDB;
create index bsmtp_refused_recipient_at on bsmtp_refused_recipient (refused_at);
