-- SPDX-License-Identifier: Apache-2.0
-- Hosts that an operator marked as traps. A row is never taken out; standing_key is unique while the mark stands.

create table scan_mark (
    id           bigint not null auto_increment primary key,
    login        varchar(64)  not null,
    address      varchar(45)  not null,
    standing_key varchar(45)  unique,
    marked_by    varchar(64)  not null,
    reason       varchar(200) not null,
    marked_at    datetime(6)  not null,
    unmarked_by  varchar(64),
    unmarked_at  datetime(6)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
