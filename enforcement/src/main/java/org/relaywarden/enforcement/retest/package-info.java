// SPDX-License-Identifier: Apache-2.0
/**
 * Tests again what a customer says is mended, from inside while the block is on (S6, E7). Step 9 of the relay flow.
 *
 * <p>Before: {@code enforcement.desk}. After: {@code scanner.sweep}.
 *
 * <p>May use: bsmtp.store, enforcement.casefile, scanner.battery, scanner.findings, scanner.sweep, scanner.verdict.
 */
@NullMarked
package org.relaywarden.enforcement.retest;

import org.jspecify.annotations.NullMarked;
