// SPDX-License-Identifier: Apache-2.0
/**
 * How an account's waiting messages fared in earlier tries: which of them go first, and which recipients need nothing
 * more.
 *
 * <p>Before: {@code bsmtp.delivery}. After: {@code bsmtp.spool}.
 *
 * <p>May use: bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.standing;

import org.jspecify.annotations.NullMarked;
