-- SPDX-License-Identifier: Apache-2.0
-- Host names that customers no longer have (B15). No foreign key: a customer may leave the books, and the history stays.

create table bsmtp_rename (
  id bigint not null auto_increment primary key,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  old_name varchar(253) character set ascii collate ascii_nopad_bin not null,
  new_name varchar(253) character set ascii collate ascii_nopad_bin not null,
  changed_by varchar(64) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  changed_at datetime(6) not null
) engine = InnoDB;
create index bsmtp_rename_login on bsmtp_rename (login);
create index bsmtp_rename_old_name on bsmtp_rename (old_name);
