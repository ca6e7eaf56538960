// SPDX-License-Identifier: Apache-2.0
/**
 * One run: all that waits for one host is handed over on one connection (B3, B12, B14), the host's fault is told from
 * the message's (decision 10), and a message leaves the disk only when every recipient is settled: by the host's 2yz to
 * the final dot, or by a bounce that is on the disk.
 *
 * <p>Before: {@code bsmtp.delivery}. After: {@code bsmtp.client}, and with it the customer's host.
 *
 * <p>May use: bsmtp.body, bsmtp.bounce, bsmtp.client, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.refused,
 * bsmtp.retry, bsmtp.smtp, bsmtp.spool, bsmtp.standing, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.run;

import org.jspecify.annotations.NullMarked;
