// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about who is online: a sign-on by hand, the history, double sign-ons and their clearing (B5, B16).
 *
 * <p>Before: {@code app.commands}. After: {@code app.terminal}, {@code app.wiring}.
 *
 * <p>May use: app.terminal, app.wiring, bsmtp.customers, bsmtp.radius, bsmtp.signon.
 */
@NullMarked
package org.relaywarden.app.signoncommands;

import org.jspecify.annotations.NullMarked;
