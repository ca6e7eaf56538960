-- SPDX-License-Identifier: Apache-2.0
-- The customers, as the last import of the provider's books had them (B2). All text is lower-case ASCII of a binary
-- collation: the program compares in lower case, the database byte by byte.

create table bsmtp_customer (
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  product varchar(32) character set ascii collate ascii_nopad_bin not null,
  line varchar(16) character set ascii collate ascii_nopad_bin not null,
  uses_smarthost boolean not null,
  spam_filter boolean not null,
  language varchar(2) character set ascii collate ascii_nopad_bin not null,
  state varchar(16) character set ascii collate ascii_nopad_bin not null,
  test_consent date null,
  primary key (login)
) engine = InnoDB;

-- Further names of the account mailbox (B10); that none of them is another's login, the import sees to.
create table bsmtp_customer_alias (
  alias varchar(64) character set ascii collate ascii_nopad_bin not null,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  position int not null,
  primary key (alias),
  constraint bsmtp_customer_alias_login foreign key (login) references bsmtp_customer (login)
) engine = InnoDB;

-- Domains whose mail is kept for the customer's host (B1).
create table bsmtp_customer_domain (
  domain varchar(253) character set ascii collate ascii_nopad_bin not null,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  position int not null,
  primary key (domain),
  constraint bsmtp_customer_domain_login foreign key (login) references bsmtp_customer (login)
) engine = InnoDB;

-- Fixed addresses: IPv4 in four decimal parts, IPv6 as RFC 5952 writes it, so that one address is one text.
create table bsmtp_customer_address (
  address varchar(39) character set ascii collate ascii_nopad_bin not null,
  login varchar(64) character set ascii collate ascii_nopad_bin not null,
  port int not null,
  push_target boolean not null,
  position int not null,
  primary key (address),
  constraint bsmtp_customer_address_login foreign key (login) references bsmtp_customer (login)
) engine = InnoDB;
