// SPDX-License-Identifier: Apache-2.0
/**
 * Drives the parts: a finding opens a case, a case asks for blocks and a warning, a reply for a retest, a retest for a
 * lift (S2, E7). What is due is a query, so a restart goes on where it stopped.
 *
 * <p>Before: {@code scanner.findings}, {@code enforcement.reply}. After: all other packages of this module.
 *
 * <p>May use: bsmtp.clock, bsmtp.customers, bsmtp.journal, bsmtp.mail, bsmtp.spool, bsmtp.store, enforcement.block,
 * enforcement.casefile, enforcement.lift, enforcement.policy, enforcement.reply, enforcement.retest,
 * enforcement.warning, scanner.battery, scanner.findings, scanner.hops, scanner.sweep, scanner.verdict.
 */
@NullMarked
package org.relaywarden.enforcement.desk;

import org.jspecify.annotations.NullMarked;
