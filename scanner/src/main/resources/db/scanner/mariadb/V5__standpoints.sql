-- SPDX-License-Identifier: Apache-2.0
-- One run may look at a host from several places: the run's own, and that of each further path. What a path was to ask. And from
-- where that was seen on which a finding rests.

alter table scan_run add column standpoint varchar(40);
update scan_run set standpoint = (
    select case when s.vantage = 'INSIDE' and s.case_number is not null then 'INSIDE_OF_BLOCK' else s.vantage end
    from scan_scan s where s.id = scan_run.scan_id);
alter table scan_run modify column standpoint varchar(40) not null;

alter table scan_path add column standpoint varchar(40);
update scan_path set standpoint = (select r.standpoint from scan_run r where r.id = scan_path.run_id);
alter table scan_path modify column standpoint varchar(40) not null;
alter table scan_path add column wanted_tests varchar(1000) default '' not null;

alter table scan_finding add column standpoint varchar(40);
update scan_finding set standpoint = (select r.standpoint from scan_run r where r.id = scan_finding.run_id);
alter table scan_finding modify column standpoint varchar(40) not null;
