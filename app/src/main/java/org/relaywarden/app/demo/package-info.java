// SPDX-License-Identifier: Apache-2.0
/**
 * The main job shown from end to end, for a newcomer: make-believe customer servers on loopback, and the real program
 * around them. It tells only what it reads back from the store and from the Maildirs.
 *
 * <p>Before: {@code app.commands}. After: a reader.
 *
 * <p>May use: app.handover, app.settings, app.wiring, bsmtp.customers, bsmtp.mail, bsmtp.spool, enforcement.block,
 * enforcement.casefile, enforcement.desk, scanner.findings, scanner.probe, scanner.sweep, scanner.verdict,
 * testbed.simulated, testbed.simulated.behaviour.
 */
@NullMarked
package org.relaywarden.app.demo;

import org.jspecify.annotations.NullMarked;
