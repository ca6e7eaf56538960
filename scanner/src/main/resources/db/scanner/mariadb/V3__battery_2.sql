-- SPDX-License-Identifier: Apache-2.0
-- Battery 2: ids of more letters (R16as), more of them, and how much of the battery a scan and a run asked.

alter table scan_test modify test_id varchar(8) not null;
alter table scan_handover modify test_id varchar(8) not null;
alter table scan_return modify test_id varchar(8) not null;
alter table scan_bounce modify test_id varchar(8) not null;
alter table scan_finding modify accepted_tests varchar(1000) not null;
alter table scan_finding modify returned_tests varchar(1000) not null;

alter table scan_scan add column depth varchar(20) default 'TIER_1' not null;
alter table scan_scan add column also_tests varchar(1000) default '' not null;
alter table scan_run add column depth varchar(20) default 'TIER_1' not null;
alter table scan_run add column wanted_tests varchar(1000) default '' not null;
