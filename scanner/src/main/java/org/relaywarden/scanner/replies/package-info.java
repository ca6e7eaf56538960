// SPDX-License-Identifier: Apache-2.0
/**
 * What a host says, read within bounds of time and size, and written down line by line (decision 22). Part of step 2 of
 * the relay flow.
 *
 * <p>Before: the host, by a socket of {@code scanner.probe}. After: {@code scanner.probe}, {@code scanner.verdict}.
 *
 * <p>May use: bsmtp.journal, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.scanner.replies;

import org.jspecify.annotations.NullMarked;
