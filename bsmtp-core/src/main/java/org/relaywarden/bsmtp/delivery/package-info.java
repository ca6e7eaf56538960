// SPDX-License-Identifier: Apache-2.0
/**
 * Mail out: what waits in an account's mailbox is pushed to the customer's host at its fixed address (B3, B12, B14), at
 * once or by the 20-minute clock (B4). A message leaves the disk only after the host's 2yz to the final dot for every
 * recipient; retry state is kept for each account, never for each message (decision 8).
 *
 * <p>Before: {@code bsmtp.spool}. After: {@code bsmtp.client}, and with it the customer's host.
 *
 * <p>May use: bsmtp.client, bsmtp.clock, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool,
 * bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.delivery;

import org.jspecify.annotations.NullMarked;
