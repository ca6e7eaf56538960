// SPDX-License-Identifier: Apache-2.0
/**
 * The case of a host: its state, what may follow from what, and an append-only history of all that was done, by whom
 * and why (D2, D3). Step 5 of the relay flow.
 *
 * <p>Before: {@code scanner.findings}. After: {@code enforcement.block}, {@code enforcement.warning}, {@code
 * enforcement.retest}, {@code reports.digest}.
 *
 * <p>May use: bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.enforcement.casefile;

import org.jspecify.annotations.NullMarked;
