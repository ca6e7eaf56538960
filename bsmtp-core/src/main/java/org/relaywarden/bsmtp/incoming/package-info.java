// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of a mail on their way from the peer into the spool's draft: its one true end, our trace line above it, and
 * what makes it a mail that is not kept.
 *
 * <p>Before: {@code bsmtp.intake}. After: {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.incoming;

import org.jspecify.annotations.NullMarked;
