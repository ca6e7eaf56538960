// SPDX-License-Identifier: Apache-2.0
/**
 * What all commands share: the options that go with any of them, the way to the program that owns the data folder
 * (decision 5), and how rows, fields and faults are printed.
 *
 * <p>Before: {@code app.commands}, {@code app.mailcommands}. After: {@code app.handover}, {@code app.wiring}.
 *
 * <p>May use: app.handover, app.settings, app.surroundings, app.wiring, app.yaml, bsmtp.customers,
 * bsmtp.journal.
 */
@NullMarked
package org.relaywarden.app.terminal;

import org.jspecify.annotations.NullMarked;
