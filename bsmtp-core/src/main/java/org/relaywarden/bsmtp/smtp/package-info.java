// SPDX-License-Identifier: Apache-2.0
/**
 * The words of SMTP as values: replies, enhanced codes, addresses, paths. No input, no output, no clock.
 *
 * <p>Before: nothing. After: {@code bsmtp.intake}, {@code scanner.replies}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.smtp;

import org.jspecify.annotations.NullMarked;
