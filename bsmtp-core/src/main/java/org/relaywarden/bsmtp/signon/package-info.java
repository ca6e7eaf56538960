// SPDX-License-Identifier: Apache-2.0
/**
 * Sign-ons of logins (B5, B6, B16, decision 9): what a report of an access server means, who is online and since when,
 * and the history. It asks for a delivery run; it knows nothing of how the report came or of how mail goes out.
 *
 * <p>Before: {@code bsmtp.radius}. After: {@code bsmtp.delivery}, by way of a wake-up that is handed in.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.signon;

import org.jspecify.annotations.NullMarked;
