// SPDX-License-Identifier: Apache-2.0
/**
 * Who may send into the world by us, and how much (B17): our network and whoever has logged in, with an active
 * subscription, and nobody else.
 *
 * <p>Before: {@code bsmtp.intake}. After: {@code bsmtp.recipients}, {@code bsmtp.spool}, {@code bsmtp.onward}.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.rate, bsmtp.recipients, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.smarthost;

import org.jspecify.annotations.NullMarked;
