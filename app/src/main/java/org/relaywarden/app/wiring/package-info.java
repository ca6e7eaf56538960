// SPDX-License-Identifier: Apache-2.0
/**
 * All constructors of the program, in their order, in one class ({@code Parts}); in another what is started, and in
 * which order ({@code Program}); no container. What is started is stopped in reverse.
 *
 * <p>Before: {@code app.settings}. After: {@code app.commands}, {@code app.demo}.
 *
 * <p>May use: app.settings, app.yaml, bsmtp.auth, bsmtp.bounce, bsmtp.client, bsmtp.clock, bsmtp.customers,
 * bsmtp.customers.stored, bsmtp.delayed, bsmtp.delivery, bsmtp.dns, bsmtp.filter, bsmtp.fullness, bsmtp.inspection,
 * bsmtp.intake, bsmtp.journal, bsmtp.mail, bsmtp.milter, bsmtp.onward, bsmtp.outgoing, bsmtp.quota, bsmtp.radius,
 * bsmtp.recipients, bsmtp.refused, bsmtp.routing, bsmtp.run, bsmtp.signon, bsmtp.smarthost, bsmtp.smtp, bsmtp.spf,
 * bsmtp.spool, bsmtp.store, bsmtp.tls, enforcement.block, enforcement.casefile, enforcement.desk,
 * enforcement.nftables, enforcement.policy, enforcement.retest, enforcement.warning, reports.digest, reports.dossier,
 * scanner.battery, scanner.choice, scanner.findings, scanner.marks, scanner.pace, scanner.probe, scanner.proof,
 * scanner.sweep, scanner.targets.
 */
@NullMarked
package org.relaywarden.app.wiring;

import org.jspecify.annotations.NullMarked;
