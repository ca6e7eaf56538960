// SPDX-License-Identifier: Apache-2.0
/**
 * Warns the owner of a mailbox that fills (B13), at 80 and at 95 percent: a mail into that mailbox, in the owner's
 * language, once for each crossing. No sender waits for it.
 *
 * <p>Before: {@code bsmtp.quota}. After: {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.compose, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.quota, bsmtp.smtp, bsmtp.spool,
 * bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.fullness;

import org.jspecify.annotations.NullMarked;
