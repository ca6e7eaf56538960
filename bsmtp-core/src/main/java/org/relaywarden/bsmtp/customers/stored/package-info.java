// SPDX-License-Identifier: Apache-2.0
/**
 * The customers in the database: looked up by login, mailbox, domain and address, and changed by an import that is done
 * whole or not at all, or by a new host name (B15).
 *
 * <p>Before: {@code bsmtp.customers.csv}, {@code bsmtp.store}. After: {@code app.wiring}.
 *
 * <p>May use: bsmtp.customers, bsmtp.customers.csv, bsmtp.renames, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.customers.stored;

import org.jspecify.annotations.NullMarked;
