// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a block may go: pure code over the finding of a retest (decision 15). Only CLOSED lifts. Step 10 of the relay
 * flow.
 *
 * <p>Before: {@code enforcement.retest}. After: {@code enforcement.desk}.
 *
 * <p>May use: enforcement.casefile, scanner.battery, scanner.findings, scanner.verdict.
 */
@NullMarked
package org.relaywarden.enforcement.lift;

import org.jspecify.annotations.NullMarked;
