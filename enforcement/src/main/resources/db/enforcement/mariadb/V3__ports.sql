-- SPDX-License-Identifier: Apache-2.0
-- The ports by which a relay was proven, ascending, joined by blanks. Of older proofs they are not known.

alter table case_file add column proven_ports varchar(400) default '' not null;
alter table case_block add column open_ports varchar(400) default '' not null;
