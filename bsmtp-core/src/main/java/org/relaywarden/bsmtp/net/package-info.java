// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets with a ceiling on everything: sessions, line length, time for a line, rate of data. What a stranger does on
 * a connection comes out as a value.
 *
 * <p>Before: the world. After: {@code bsmtp.intake}.
 *
 * <p>May use: bsmtp.journal.
 */
@NullMarked
package org.relaywarden.bsmtp.net;

import org.jspecify.annotations.NullMarked;
