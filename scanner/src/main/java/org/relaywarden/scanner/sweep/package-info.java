// SPDX-License-Identifier: Apache-2.0
/**
 * Tests many hosts, politely: picks them, paces them, waits for returns and has them judged (S2, S6).
 *
 * <p>Before: {@code scanner.targets}, {@code scanner.probe}, {@code scanner.proof}. After: {@code scanner.runs}, which
 * keeps findings and evidence.
 *
 * <p>May use: bsmtp.journal, bsmtp.mail, bsmtp.spool, bsmtp.store, bsmtp.tls, scanner.battery, scanner.choice,
 * scanner.findings, scanner.marks, scanner.pace, scanner.probe, scanner.proof, scanner.replies, scanner.runs,
 * scanner.targets, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.sweep;

import org.jspecify.annotations.NullMarked;
