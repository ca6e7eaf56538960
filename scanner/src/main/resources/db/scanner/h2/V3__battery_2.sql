-- SPDX-License-Identifier: Apache-2.0
-- Battery 2: ids of more letters (R16as), more of them, and how much of the battery a scan and a run asked.

alter table scan_test alter column test_id set data type varchar(8);
alter table scan_handover alter column test_id set data type varchar(8);
alter table scan_return alter column test_id set data type varchar(8);
alter table scan_bounce alter column test_id set data type varchar(8);
alter table scan_finding alter column accepted_tests set data type varchar(1000);
alter table scan_finding alter column returned_tests set data type varchar(1000);

alter table scan_scan add column depth varchar(20) default 'TIER_1' not null;
alter table scan_scan add column also_tests varchar(1000) default '' not null;
alter table scan_run add column depth varchar(20) default 'TIER_1' not null;
alter table scan_run add column wanted_tests varchar(1000) default '' not null;
