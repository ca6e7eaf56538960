// SPDX-License-Identifier: Apache-2.0
/**
 * The customers' file as the provider's books export it: bytes of strangers' making become rows, and all that is at
 * fault is said at once, by line and column. Knows no database.
 *
 * <p>Before: {@code bsmtp.customers}. After: {@code bsmtp.customers.stored}.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal.
 */
@NullMarked
package org.relaywarden.bsmtp.customers.csv;

import org.jspecify.annotations.NullMarked;
