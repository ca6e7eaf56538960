// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, one class each: they read what the operator typed, call one service, and print. The same classes run in
 * the process of the terminal and, handed over, in the process that owns the data folder (decision 5).
 *
 * <p>Before: {@code app.Main}, {@code app.handover}. After: {@code app.mailcommands}, {@code app.terminal},
 * {@code app.wiring}.
 *
 * <p>May use: app.demo, app.handover, app.helpdesk, app.hostcommands, app.livecheck, app.mailcommands, app.settings,
 * app.signoncommands, app.smarthostcommands, app.terminal, app.wiring, bsmtp.customers, bsmtp.journal, bsmtp.store,
 * enforcement.block, enforcement.casefile, enforcement.desk, enforcement.warning, scanner.battery, scanner.explain,
 * scanner.findings, scanner.mending, scanner.sweep.
 */
@NullMarked
package org.relaywarden.app.commands;

import org.jspecify.annotations.NullMarked;
