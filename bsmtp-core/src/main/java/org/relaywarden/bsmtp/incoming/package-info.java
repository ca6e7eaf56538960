// SPDX-License-Identifier: Apache-2.0
/**
 * A mail on its way from the peer into the spool's draft: who sends it to whom, and then its bytes, with its one true
 * end, our trace line above it, and what makes it a mail that is not kept.
 *
 * <p>Before: {@code bsmtp.intake}. After: {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.mail, bsmtp.quota, bsmtp.recipients, bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.incoming;

import org.jspecify.annotations.NullMarked;
