-- SPDX-License-Identifier: Apache-2.0
-- The retry state of each account (decision 8). No foreign key: a customer may leave the books while mail still waits.

create table bsmtp_delivery (
  login varchar(64) not null,
  tried_at timestamp(6) null,
  result varchar(500) not null,
  failing boolean not null,
  due_at timestamp(6) null,
  primary key (login)
);
create index bsmtp_delivery_due on bsmtp_delivery (due_at);
