-- SPDX-License-Identifier: Apache-2.0
-- The retry state of each account (decision 8). No foreign key: a customer may leave the books while mail still waits.

create table bsmtp_delivery (
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  tried_at datetime(6) null,
  result varchar(500) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  failing boolean not null,
  due_at datetime(6) null,
  primary key (login)
) engine = InnoDB;
create index bsmtp_delivery_due on bsmtp_delivery (due_at);
