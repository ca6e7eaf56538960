-- SPDX-License-Identifier: Apache-2.0
create table alpha_note (
  id varchar(40) not null,
  text varchar(200) not null,
  written_at timestamp(6) null,
  primary key (id)
);
