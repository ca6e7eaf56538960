-- SPDX-License-Identifier: Apache-2.0
create table alpha_note (
  id varchar(40) not null,
  text varchar(200) not null,
  written_at datetime(6) null,
  primary key (id)
) engine = InnoDB default character set = utf8mb4 collate = utf8mb4_nopad_bin;
