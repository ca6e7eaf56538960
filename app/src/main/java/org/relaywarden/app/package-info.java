// SPDX-License-Identifier: Apache-2.0
/**
 * The program's main class.
 *
 * <p>Before: the launcher {@code ./relaywarden}. After: {@code app.commands}.
 *
 * <p>May use: app.commands, app.surroundings, app.terminal.
 */
@NullMarked
package org.relaywarden.app;

import org.jspecify.annotations.NullMarked;
