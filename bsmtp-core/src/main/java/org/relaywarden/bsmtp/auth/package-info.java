// SPDX-License-Identifier: Apache-2.0
/**
 * Tells whether a password is that of a login (RFC 4954), by asking Dovecot, which has the accounts' passwords. They
 * are neither kept nor written anywhere.
 *
 * <p>Before: {@code bsmtp.intake}. After: Dovecot.
 *
 * <p>May use: bsmtp.journal, bsmtp.net, bsmtp.rate.
 */
@NullMarked
package org.relaywarden.bsmtp.auth;

import org.jspecify.annotations.NullMarked;
