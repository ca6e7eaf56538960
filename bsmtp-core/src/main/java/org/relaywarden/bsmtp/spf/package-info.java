// SPDX-License-Identifier: Apache-2.0
/**
 * Sender Policy Framework (RFC 7208), asked about mail that was taken already: no bounce goes to a sender whose own
 * domain says that the mail was not theirs.
 *
 * <p>Before: {@code bsmtp.dns}. After: {@code bsmtp.delivery}, by way of a question that is handed in.
 *
 * <p>May use: bsmtp.customers, bsmtp.dns, bsmtp.mail, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.spf;

import org.jspecify.annotations.NullMarked;
