// SPDX-License-Identifier: Apache-2.0
/**
 * Mail out: what waits in an account's mailbox is pushed to the customer's host at its fixed address (B3, B12, B14), at
 * once, by the 20-minute clock (B4), a sign-on (B5), the sweep (B7) or a mail trigger (B8). A message leaves the disk
 * only when every recipient is settled: by the host's 2yz to the final dot, or by a bounce that is on the disk.
 *
 * <p>Before: {@code bsmtp.spool}. After: {@code bsmtp.client}, and with it the customer's host.
 *
 * <p>May use: bsmtp.bounce, bsmtp.client, bsmtp.clock, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.refused,
 * bsmtp.retry, bsmtp.smtp, bsmtp.spool, bsmtp.standing, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.delivery;

import org.jspecify.annotations.NullMarked;
