// SPDX-License-Identifier: Apache-2.0
/**
 * Tells a server's administrator, test by test, what was sent, what came back, what it means, and how it is mended (E9).
 * Pure code.
 *
 * <p>Before: {@code scanner.findings}. After: {@code app.commands}.
 *
 * <p>May use: scanner.battery, scanner.findings, scanner.mending, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.explain;

import org.jspecify.annotations.NullMarked;
