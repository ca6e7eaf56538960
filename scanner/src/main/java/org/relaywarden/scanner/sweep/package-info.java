// SPDX-License-Identifier: Apache-2.0
/**
 * Tests many hosts, politely: picks them, paces them, waits for returns, has them judged, and keeps findings and
 * evidence (S2, S6). A finding is appended, never changed; a late return appends another.
 *
 * <p>Before: {@code scanner.targets}, {@code scanner.probe}, {@code scanner.proof}, {@code scanner.verdict}. After:
 * {@code enforcement.desk}, {@code reports.digest}.
 *
 * <p>May use: bsmtp.journal, bsmtp.mail, bsmtp.spool, bsmtp.store, scanner.battery, scanner.probe, scanner.proof,
 * scanner.targets, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.sweep;

import org.jspecify.annotations.NullMarked;
