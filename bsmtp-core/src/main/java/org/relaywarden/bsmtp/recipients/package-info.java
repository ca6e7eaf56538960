// SPDX-License-Identifier: Apache-2.0
/**
 * Decides, recipient by recipient, what mail is taken: the program's own addresses, account mailboxes (B10), customers'
 * domains (B1, B2) with room left (B13); all else is refused, for we must never be a relay.
 *
 * <p>Before: {@code bsmtp.intake}, {@code bsmtp.smarthost}. After: {@code bsmtp.quota}, {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.customers, bsmtp.mail, bsmtp.quota, bsmtp.refused, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.recipients;

import org.jspecify.annotations.NullMarked;
