-- SPDX-License-Identifier: Apache-2.0
-- Whether the account's host offered SMTPUTF8 when it last greeted us: such mail is taken for no other (decision 10).

alter table bsmtp_delivery add column smtp_utf8 boolean default false not null;
