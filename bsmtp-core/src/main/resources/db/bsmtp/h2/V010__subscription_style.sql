-- SPDX-License-Identifier: Apache-2.0
-- Whether a subscription is of the new style, which has a mail trigger, or of the old one, which has none (B8).

alter table bsmtp_customer add column style varchar(8) not null default 'new';
