-- SPDX-License-Identifier: Apache-2.0
-- A scan has an end once all its hosts are judged: one without is gone on with after a restart.

alter table scan_scan add column ended_at timestamp(6);
update scan_scan set ended_at = started_at;
