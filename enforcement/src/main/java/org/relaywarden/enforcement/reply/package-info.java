// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what customers answer (E7, D4): matches the token, strips the quoted text, keeps automatic answers and bounces
 * out. A reply can only cause a test. Step 8 of the relay flow.
 *
 * <p>Before: {@code bsmtp.spool} (the replies' mailbox). After: {@code enforcement.desk}.
 *
 * <p>May use: bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool, bsmtp.store, enforcement.warning.
 */
@NullMarked
package org.relaywarden.enforcement.reply;

import org.jspecify.annotations.NullMarked;
