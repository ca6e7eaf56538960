// SPDX-License-Identifier: Apache-2.0
/**
 * What a scan is asked for and what it found, as values: requests, findings and their evidence (D2), each with the
 * vantage it was seen from (S6). Step 5 of the relay flow.
 *
 * <p>Before: {@code scanner.runs}. After: {@code enforcement.desk}, {@code reports.digest}.
 *
 * <p>May use: bsmtp.journal, scanner.battery, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.findings;

import org.jspecify.annotations.NullMarked;
