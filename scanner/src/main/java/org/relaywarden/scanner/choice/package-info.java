// SPDX-License-Identifier: Apache-2.0
/**
 * Which tests a host is asked tonight: few for a host that was always sound, all for one with a lead (decision 14).
 * Pure code.
 *
 * <p>Before: {@code scanner.runs}, which knows what was asked before. After: {@code scanner.sweep}.
 *
 * <p>May use: scanner.battery, scanner.findings, scanner.targets, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.choice;

import org.jspecify.annotations.NullMarked;
