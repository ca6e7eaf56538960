// SPDX-License-Identifier: Apache-2.0
/**
 * How mails are written that the program sends to people by itself: their words, by templates, and the message around
 * them. What they say, and where they go, is their senders' affair.
 *
 * <p>Before: {@code bsmtp.bounce}, {@code bsmtp.fullness}, {@code enforcement.warning}. After: nothing of ours.
 *
 * <p>May use: bsmtp.customers, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.compose;

import org.jspecify.annotations.NullMarked;
