-- SPDX-License-Identifier: Apache-2.0
-- Scans, their runs, what each run saw and what came back, and the findings. Instants are UTC.

create table scan_scan (
    id          bigint auto_increment primary key,
    vantage     varchar(40)  not null,
    cause       varchar(40)  not null,
    login       varchar(64),
    case_number bigint,
    started_at  datetime(6)  not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_run (
    id              bigint auto_increment primary key,
    scan_id         bigint       not null references scan_scan (id),
    login           varchar(64)  not null,
    address         varchar(45)  not null,
    port            integer      not null,
    battery_version varchar(20)  not null,
    started_at      datetime(6)  not null,
    reach           varchar(40),
    banner          varchar(500) not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index scan_run_host on scan_run (address, port, started_at);
create index scan_run_started on scan_run (started_at);
create index scan_run_login on scan_run (login);
create index scan_run_reach on scan_run (reach);

create table scan_test (
    run_id   bigint        not null references scan_run (id),
    test_id  varchar(3)    not null,
    outcome  varchar(40)   not null,
    sent     varchar(1000) not null,
    answered varchar(1000) not null,
    primary key (run_id, test_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_handover (
    run_id         bigint       not null references scan_run (id),
    test_id        varchar(3)   not null,
    handed_over_at datetime(6)  not null,
    primary key (run_id, test_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_dialogue (
    run_id            bigint       not null references scan_run (id),
    connection_number integer      not null,
    opened_at         datetime(6)  not null,
    dialogue_text     mediumtext   not null,
    primary key (run_id, connection_number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_return (
    run_id       bigint       not null references scan_run (id),
    test_id      varchar(3)   not null,
    arrived_at   datetime(6)  not null,
    handed_in_by varchar(45)  not null,
    helo         varchar(255) not null,
    header_text  mediumtext   not null,
    sha256       varchar(64)  not null,
    mail_id      varchar(255) not null,
    primary key (run_id, test_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_bounce (
    run_id     bigint       not null references scan_run (id),
    test_id    varchar(3)   not null,
    arrived_at datetime(6)  not null,
    mail_id    varchar(255) not null,
    primary key (run_id, test_id)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table scan_finding (
    finding_sequence bigint auto_increment primary key,
    run_id           bigint       not null references scan_run (id),
    verdict          varchar(40)  not null,
    reason           varchar(500) not null,
    is_complete      boolean      not null,
    judged_at        datetime(6)  not null,
    accepted_tests   varchar(200) not null,
    returned_tests   varchar(200) not null,
    took_millis      bigint       not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index scan_finding_run on scan_finding (run_id);
