// SPDX-License-Identifier: Apache-2.0
/**
 * Tells a sender that mail was not delivered (RFC 3464, B13): whether that is owed, what is told, and that it lies
 * on the disk before the mail itself may go; or that it was not delivered yet.
 *
 * <p>Before: {@code bsmtp.delivery}, {@code bsmtp.delayed}, an operator. After: {@code bsmtp.outgoing}, which takes
 * it out.
 *
 * <p>May use: bsmtp.compose, bsmtp.journal, bsmtp.mail, bsmtp.rate, bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.bounce;

import org.jspecify.annotations.NullMarked;
