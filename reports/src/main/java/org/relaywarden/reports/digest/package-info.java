// SPDX-License-Identifier: Apache-2.0
/**
 * The night's page for the abuse desk (D1, D2): what changed, what needs a person, every case with its evidence and
 * history. Read only; one file, no script, nothing fetched.
 *
 * <p>Before: {@code reports.dossier}, {@code scanner.findings}. After: a browser.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, enforcement.block, enforcement.casefile, enforcement.warning,
 * reports.dossier, scanner.battery, scanner.findings, scanner.verdict.
 */
@NullMarked
package org.relaywarden.reports.digest;

import org.jspecify.annotations.NullMarked;
