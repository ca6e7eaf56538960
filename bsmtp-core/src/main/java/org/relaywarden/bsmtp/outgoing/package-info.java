// SPDX-License-Identifier: Apache-2.0
/**
 * Takes our own mail out to the world, by one relay host of ours, and gives up after five days. What then can be told
 * to nobody ends before the postmaster; no bounce is ever written for a bounce.
 *
 * <p>Before: {@code bsmtp.bounce}. After: the relay host.
 *
 * <p>May use: bsmtp.body, bsmtp.bounce, bsmtp.client, bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.outgoing;

import org.jspecify.annotations.NullMarked;
