// SPDX-License-Identifier: Apache-2.0
/**
 * One conversation with one host: what was asked, and what came back. Step 2 of the relay flow. A
 * hostile server costs it a bounded time and a bounded memory (decision 22).
 *
 * <p>Before: {@code scanner.sweep}. After: {@code scanner.verdict}.
 *
 * <p>May use: bsmtp.smtp, bsmtp.tls, scanner.battery, scanner.replies,
 * scanner.targets.
 */
@NullMarked
package org.relaywarden.scanner.probe;

import org.jspecify.annotations.NullMarked;
