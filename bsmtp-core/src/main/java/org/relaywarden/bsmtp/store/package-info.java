// SPDX-License-Identifier: Apache-2.0
/**
 * The one door to the database: transactions by Hibernate, the schema by Flyway. Modules hand in their entities and
 * migrations; none of them knows another's tables.
 *
 * <p>Before: nothing. After: {@code bsmtp.clock}, {@code bsmtp.customers.stored}, and all that has a state.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.store;

import org.jspecify.annotations.NullMarked;
