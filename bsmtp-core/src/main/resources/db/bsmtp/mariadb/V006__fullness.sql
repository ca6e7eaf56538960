-- SPDX-License-Identifier: Apache-2.0
-- What each owner of a filling mailbox was last told (B13): the warning comes once for each crossing, restarts or not.

create table bsmtp_fullness (
  id bigint not null auto_increment,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  told_percent int not null,
  warnings int not null,
  primary key (id),
  unique (login)
) engine = InnoDB;
