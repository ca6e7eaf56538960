// SPDX-License-Identifier: Apache-2.0
/**
 * The certificate that our mail server shows: read from PEM files, again when they are renewed, or made by ourselves.
 * And what we ask of the one that a customer's host shows: nothing; and one of our own that a test shows to it.
 *
 * <p>Before: {@code bsmtp.intake}, {@code bsmtp.client}. After: nothing.
 *
 * <p>May use: bsmtp.journal.
 */
@NullMarked
package org.relaywarden.bsmtp.tls;

import org.jspecify.annotations.NullMarked;
