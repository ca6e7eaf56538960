-- SPDX-License-Identifier: Apache-2.0
-- Hosts that pass on what a relay of another customer hands to them.

create table case_trust (
    case_number bigint not null references case_file (case_number),
    relay_case  bigint not null references case_file (case_number),
    primary key (case_number, relay_case)
);
