-- SPDX-License-Identifier: Apache-2.0
-- One run may reach a host by several paths: more ports, and encryption. Path 0 is that of the books.

create table scan_path (
    run_id      bigint      not null references scan_run (id),
    path_number integer     not null,
    port        integer     not null,
    security    varchar(20) not null,
    reach       varchar(40),
    primary key (run_id, path_number)
);

alter table scan_test add column path_number integer default 0 not null;
alter table scan_test drop primary key;
alter table scan_test add primary key (run_id, path_number, test_id);
alter table scan_handover add column path_number integer default 0 not null;
alter table scan_handover drop primary key;
alter table scan_handover add primary key (run_id, path_number, test_id);
alter table scan_return add column path_number integer default 0 not null;
alter table scan_return drop primary key;
alter table scan_return add primary key (run_id, path_number, test_id);
alter table scan_bounce add column path_number integer default 0 not null;
alter table scan_bounce drop primary key;
alter table scan_bounce add primary key (run_id, path_number, test_id);
alter table scan_dialogue add column path_number integer default 0 not null;
