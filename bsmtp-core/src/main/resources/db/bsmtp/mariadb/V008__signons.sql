-- SPDX-License-Identifier: Apache-2.0
-- Sessions of logins (B5, B6, B16). No foreign key: a customer may leave the books, and the history stays its time.
-- Two open rows of one login with different bundles are a double sign-on; legs of a multilink share a bundle.

create table bsmtp_signon (
  id bigint not null auto_increment primary key,
  bundle bigint not null,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  nas varchar(128) character set ascii collate ascii_nopad_bin not null,
  reported_from varchar(45) character set ascii collate ascii_nopad_bin not null,
  session_key varchar(128) character set ascii collate ascii_nopad_bin not null,
  multi_session varchar(128) character set ascii collate ascii_nopad_bin not null,
  channel varchar(128) character set ascii collate ascii_nopad_bin not null,
  framed_address varchar(45) character set ascii collate ascii_nopad_bin not null,
  calling_station varchar(128) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  origin varchar(16) character set ascii collate ascii_nopad_bin not null,
  entered_by varchar(64) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  began_at datetime(6) not null,
  seen_at datetime(6) not null,
  ended_at datetime(6) null,
  ending varchar(16) character set ascii collate ascii_nopad_bin null,
  ended_by varchar(64) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  ended_why varchar(200) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  asked_for_run boolean not null
) engine = InnoDB;
create index bsmtp_signon_login on bsmtp_signon (login, began_at);
create index bsmtp_signon_open on bsmtp_signon (login, ended_at);
create index bsmtp_signon_session on bsmtp_signon (nas, session_key);
create index bsmtp_signon_channel on bsmtp_signon (nas, channel);
create index bsmtp_signon_ended on bsmtp_signon (ended_at);
