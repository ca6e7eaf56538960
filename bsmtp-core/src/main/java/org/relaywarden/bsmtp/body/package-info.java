// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of a message on their way out: looked through before any of them goes, made fit for the wire, and never
 * with a line end that a host could take for another.
 *
 * <p>Before: {@code bsmtp.spool}. After: {@code bsmtp.client}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.body;

import org.jspecify.annotations.NullMarked;
