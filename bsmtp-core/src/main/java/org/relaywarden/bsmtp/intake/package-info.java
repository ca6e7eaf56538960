// SPDX-License-Identifier: Apache-2.0
/**
 * Mail in: our SMTP server, step 1 of the mail flow, at the door for the world and at the smarthost's (B17). What it
 * takes a policy says, recipient by recipient, for it must never be a relay itself; its work ends at {@code 250}.
 *
 * <p>Before: the world. After: {@code bsmtp.recipients}, {@code bsmtp.smarthost}, {@code bsmtp.auth},
 * {@code bsmtp.incoming}, {@code bsmtp.filter}, {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.auth, bsmtp.filter, bsmtp.incoming, bsmtp.journal, bsmtp.mail, bsmtp.net, bsmtp.quota,
 * bsmtp.recipients, bsmtp.smtp, bsmtp.spool, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.bsmtp.intake;

import org.jspecify.annotations.NullMarked;
