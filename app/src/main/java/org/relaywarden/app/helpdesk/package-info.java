// SPDX-License-Identifier: Apache-2.0
/**
 * {@code diagnose}: why does this customer's mail not arrive (B18)? What is known is gathered, and a live look taken;
 * what it means is judged apart, by pure code, in the order of B18.
 *
 * <p>Before: {@code app.commands}. After: {@code bsmtp.dns}, {@code bsmtp.look}, and whatever else knows something.
 *
 * <p>May use: app.settings, app.terminal, app.wiring, app.yaml, bsmtp.client, bsmtp.customers, bsmtp.delivery,
 * bsmtp.dns, bsmtp.journal, bsmtp.look, bsmtp.quota, bsmtp.retry, bsmtp.signon, bsmtp.smtp, enforcement.block,
 * enforcement.desk.
 */
@NullMarked
package org.relaywarden.app.helpdesk;

import org.jspecify.annotations.NullMarked;
