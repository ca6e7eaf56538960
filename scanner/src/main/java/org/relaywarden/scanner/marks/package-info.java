// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator knows of a host that no test can see: that it is a trap, which takes everything on purpose (HONEYPOT).
 *
 * <p>Before: {@code app.hostcommands}. After: {@code scanner.runs}, which judges with it.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.scanner.marks;

import org.jspecify.annotations.NullMarked;
