-- SPDX-License-Identifier: Apache-2.0
-- One run may reach a host by several paths: more ports, and encryption. Path 0 is that of the books.

create table scan_path (
    run_id      bigint      not null references scan_run (id),
    path_number integer     not null,
    port        integer     not null,
    security    varchar(20) not null,
    reach       varchar(40),
    primary key (run_id, path_number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

alter table scan_test add column path_number integer default 0 not null,
    drop primary key, add primary key (run_id, path_number, test_id);
alter table scan_handover add column path_number integer default 0 not null,
    drop primary key, add primary key (run_id, path_number, test_id);
alter table scan_return add column path_number integer default 0 not null,
    drop primary key, add primary key (run_id, path_number, test_id);
alter table scan_bounce add column path_number integer default 0 not null,
    drop primary key, add primary key (run_id, path_number, test_id);
alter table scan_dialogue add column path_number integer default 0 not null;
