// SPDX-License-Identifier: Apache-2.0
/**
 * When an account's host may be dialled again: one clock for each account, never one for a message (decision 8), with
 * what was learnt of the host at the last try and whether an operator holds the mail back.
 *
 * <p>Before: {@code bsmtp.delivery}. After: the store.
 *
 * <p>May use: bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.retry;

import org.jspecify.annotations.NullMarked;
