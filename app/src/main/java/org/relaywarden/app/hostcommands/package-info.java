// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about hosts that an operator marked as traps.
 *
 * <p>Before: {@code app.commands}. After: {@code app.terminal}, {@code app.wiring}.
 *
 * <p>May use: app.terminal, app.wiring, bsmtp.customers, enforcement.casefile, enforcement.desk,
 * scanner.marks.
 */
@NullMarked
package org.relaywarden.app.hostcommands;

import org.jspecify.annotations.NullMarked;
