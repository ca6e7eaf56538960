// SPDX-License-Identifier: Apache-2.0
/**
 * What the customer is told: the warning and what comes after it, in their language, into the admin account (E1, E3,
 * E7, E8, E9). Step 7 of the relay flow.
 *
 * <p>Before: {@code enforcement.desk}. After: {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.compose, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool, bsmtp.store,
 * enforcement.block.
 */
@NullMarked
package org.relaywarden.enforcement.warning;

import org.jspecify.annotations.NullMarked;
