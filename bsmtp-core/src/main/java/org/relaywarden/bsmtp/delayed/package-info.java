// SPDX-License-Identifier: Apache-2.0
/**
 * Tells senders, where the settings want it, that their mail has waited long for a customer's host. The mail waits on
 * (B3, B13): nothing here can end that.
 *
 * <p>Before: {@code bsmtp.spool}, {@code bsmtp.clock}. After: {@code bsmtp.bounce}, which writes the notice.
 *
 * <p>May use: bsmtp.bounce, bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool, bsmtp.standing.
 */
@NullMarked
package org.relaywarden.bsmtp.delayed;

import org.jspecify.annotations.NullMarked;
