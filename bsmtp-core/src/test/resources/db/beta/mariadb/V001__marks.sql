-- SPDX-License-Identifier: Apache-2.0
create table beta_mark (
  id varchar(40) not null,
  note_id varchar(40) not null,
  primary key (id),
  constraint beta_mark_note foreign key (note_id) references alpha_note (id)
) engine = InnoDB default character set = utf8mb4 collate = utf8mb4_nopad_bin;
