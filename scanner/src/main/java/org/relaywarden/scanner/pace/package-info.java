// SPDX-License-Identifier: Apache-2.0
/**
 * How fast hosts are tested, so that the scanner is a guest that does no harm: one conversation a host at a time, so
 * many in all, and the pauses in between.
 *
 * <p>Before: nothing. After: {@code scanner.sweep}.
 *
 * <p>May use: scanner.findings, scanner.probe.
 */
@NullMarked
package org.relaywarden.scanner.pace;

import org.jspecify.annotations.NullMarked;
