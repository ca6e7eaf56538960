// SPDX-License-Identifier: Apache-2.0
/**
 * Judges what a run saw: answers become outcomes, outcomes become a verdict (decision 13). Pure code: no socket, no
 * clock, no file, no database. Step 4 of the relay flow.
 *
 * <p>Before: {@code scanner.probe}, {@code scanner.proof}. After: {@code scanner.runs}.
 *
 * <p>May use: bsmtp.smtp, scanner.battery, scanner.probe, scanner.replies.
 */
@NullMarked
package org.relaywarden.scanner.verdict;

import org.jspecify.annotations.NullMarked;
