// SPDX-License-Identifier: Apache-2.0
/**
 * When mail goes out: each queue is run at once, by the 20-minute clock (B4), a sign-on (B5), the sweep (B7), a mail
 * trigger (B8) or an operator, one run for each account at a time and so many accounts at once. What waits is shown,
 * held back, let go and given up here too.
 *
 * <p>Before: {@code bsmtp.spool}. After: {@code bsmtp.run}.
 *
 * <p>May use: bsmtp.bounce, bsmtp.client, bsmtp.clock, bsmtp.customers, bsmtp.mail, bsmtp.refused, bsmtp.retry,
 * bsmtp.run, bsmtp.smtp, bsmtp.spool, bsmtp.standing.
 */
@NullMarked
package org.relaywarden.bsmtp.delivery;

import org.jspecify.annotations.NullMarked;
