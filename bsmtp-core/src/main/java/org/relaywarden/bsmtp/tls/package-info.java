// SPDX-License-Identifier: Apache-2.0
/**
 * The certificate that our mail server shows: read from PEM files, again when they are renewed, or made by ourselves.
 *
 * <p>Before: {@code bsmtp.intake}. After: nothing.
 *
 * <p>May use: bsmtp.journal.
 */
@NullMarked
package org.relaywarden.bsmtp.tls;

import org.jspecify.annotations.NullMarked;
