// SPDX-License-Identifier: Apache-2.0
/**
 * One case with all that is known of it, gathered from the other modules (D2, D4): its customer, the run that proved
 * it, the last run, blocks, notices, history. Read only.
 *
 * <p>Before: {@code scanner.findings}, {@code enforcement.casefile}, {@code enforcement.block},
 * {@code enforcement.warning}. After: {@code reports.digest}.
 *
 * <p>May use: bsmtp.customers, enforcement.block, enforcement.casefile, enforcement.warning, scanner.findings.
 */
@NullMarked
package org.relaywarden.reports.dossier;

import org.jspecify.annotations.NullMarked;
