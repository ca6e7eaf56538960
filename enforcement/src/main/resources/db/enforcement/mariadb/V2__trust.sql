-- SPDX-License-Identifier: Apache-2.0
-- Hosts that pass on what a relay of another customer hands to them.

create table case_trust (
    case_number bigint not null,
    relay_case  bigint not null,
    foreign key (case_number) references case_file (case_number),
    foreign key (relay_case) references case_file (case_number),
    primary key (case_number, relay_case)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
