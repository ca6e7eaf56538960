-- SPDX-License-Identifier: Apache-2.0
-- Cases, their history, blocks, notices, mail read and retests. Instants are UTC.

create table case_file (
    case_number  bigint not null auto_increment primary key,
    login        varchar(64)   not null,
    address      varchar(45)   not null,
    port         integer       not null,
    state        varchar(40)   not null,
    opened_at    datetime(6)   not null,
    ended_at     datetime(6),
    proven_by    bigint        not null,
    proven_tests varchar(1000) not null,
    replied_at   datetime(6),
    deadline_at  datetime(6),
    open_key     varchar(60)   unique,
    last_line    bigint        not null,
    version      bigint        not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

create table case_history (
    case_number bigint        not null,
    foreign key (case_number) references case_file (case_number),
    line_number bigint        not null,
    written_at  datetime(6)   not null,
    actor       varchar(64)   not null,
    event       varchar(40)   not null,
    line_text   varchar(2000) not null,
    state_after varchar(40)   not null,
    primary key (case_number, line_number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index case_history_written on case_history (written_at);

create table case_block (
    id          bigint not null auto_increment primary key,
    case_number bigint        not null,
    foreign key (case_number) references case_file (case_number),
    login       varchar(64)   not null,
    address     varchar(45)   not null,
    port        integer       not null,
    measure     varchar(40)   not null,
    desired_on  boolean       not null,
    actual      varchar(40)   not null,
    dry_run     boolean       not null,
    asked_at    datetime(6)   not null,
    changed_at  datetime(6)   not null,
    last_fault  varchar(1000),
    version     bigint        not null,
    unique (case_number, measure)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index case_block_address on case_block (address);

create table case_notice (
    id            bigint not null auto_increment primary key,
    case_number   bigint       not null,
    foreign key (case_number) references case_file (case_number),
    notice_number integer      not null,
    kind          varchar(40)  not null,
    language      varchar(40)  not null,
    login         varchar(64)  not null,
    message_id    varchar(200) not null unique,
    file_name     varchar(100) not null unique,
    subject       varchar(200) not null,
    body          mediumtext not null,
    planned_at    datetime(6)  not null,
    delivered_at  datetime(6),
    withdrawn_at  datetime(6),
    version       bigint       not null,
    unique (case_number, notice_number)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;

-- No key to case_file: a token may outlive the database that it was made with.
create table case_mail (
    mail_id     varchar(200) primary key,
    case_number bigint,
    token       varchar(64),
    became      varchar(40)  not null,
    handled_at  datetime(6)  not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index case_mail_token on case_mail (token, handled_at);

create table case_retest (
    id          bigint not null auto_increment primary key,
    case_number bigint       not null,
    foreign key (case_number) references case_file (case_number),
    started_at  datetime(6)  not null,
    ended_at    datetime(6)
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
create index case_retest_case on case_retest (case_number, started_at);

create table case_cursor (
    name     varchar(40) primary key,
    sequence bigint      not null
) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_nopad_bin;
