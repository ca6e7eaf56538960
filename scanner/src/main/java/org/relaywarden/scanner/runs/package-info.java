// SPDX-License-Identifier: Apache-2.0
/**
 * What is stored of scans: each run of a host, what was said and what came back, and the findings that are judged from
 * these rows alone. A finding is appended, never changed; a late return appends another.
 *
 * <p>Before: {@code scanner.proof}, {@code scanner.verdict}. After: {@code scanner.sweep}, which writes while it runs.
 *
 * <p>May use: bsmtp.journal, bsmtp.store, scanner.battery, scanner.choice, scanner.findings, scanner.marks,
 * scanner.probe, scanner.proof, scanner.replies, scanner.targets, scanner.verdict.
 */
@NullMarked
package org.relaywarden.scanner.runs;

import org.jspecify.annotations.NullMarked;
