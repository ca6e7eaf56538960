// SPDX-License-Identifier: Apache-2.0
/**
 * {@code config check --live}: is the world as the settings take it to be, seen from here? DNS for the tests, our own
 * addresses, the database, the router. Looks and asks; changes nothing, and each look ends in time.
 *
 * <p>Before: {@code app.commands}. After: {@code bsmtp.dns}, {@code bsmtp.look}, and whatever else can be looked at.
 *
 * <p>May use: app.settings, app.terminal, app.wiring, bsmtp.customers, bsmtp.dns, bsmtp.look, bsmtp.smtp, bsmtp.spf,
 * bsmtp.store, enforcement.block, scanner.battery, scanner.targets.
 */
@NullMarked
package org.relaywarden.app.livecheck;

import org.jspecify.annotations.NullMarked;
