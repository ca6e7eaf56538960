// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about what customers send by the smarthost (B17): what waits, why, and that it need not wait.
 *
 * <p>Before: {@code app.commands}. After: {@code app.terminal}, {@code app.wiring}.
 *
 * <p>May use: app.terminal, app.wiring, bsmtp.journal, bsmtp.mail, bsmtp.onward, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.app.smarthostcommands;

import org.jspecify.annotations.NullMarked;
