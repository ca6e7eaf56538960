// SPDX-License-Identifier: Apache-2.0
/**
 * Remembers for a day which addresses a customer's host does not have, so that mail for them is refused in the session
 * and its sender is told by the sending server, not by a bounce of ours to whoever was forged (decision 10).
 *
 * <p>Before: {@code bsmtp.recipients}, {@code bsmtp.delivery}. After: the store.
 *
 * <p>May use: bsmtp.journal, bsmtp.smtp, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.refused;

import org.jspecify.annotations.NullMarked;
