// SPDX-License-Identifier: Apache-2.0
/**
 * Mail in: our SMTP server, step 1 of the mail flow. It takes mail for customers' domains (B1), account mailboxes (B10)
 * and the system mailboxes, refuses all else, for it must never be a relay itself, and its work ends at {@code 250}.
 *
 * <p>Before: the world. After: {@code bsmtp.recipients}, {@code bsmtp.incoming}, {@code bsmtp.filter},
 * {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.filter, bsmtp.incoming, bsmtp.journal, bsmtp.mail, bsmtp.net, bsmtp.quota, bsmtp.recipients,
 * bsmtp.smtp, bsmtp.spool, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.bsmtp.intake;

import org.jspecify.annotations.NullMarked;
