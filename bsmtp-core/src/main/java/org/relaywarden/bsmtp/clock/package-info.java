// SPDX-License-Identifier: Apache-2.0
/**
 * Turns every crank: named tasks, run by Quartz on their schedule, or at once when something wakes them. What is due is
 * a query inside the task; there is never a trigger for each account.
 *
 * <p>Before: {@code bsmtp.store} (Quartz keeps its triggers there). After: every flow.
 *
 * <p>May use: bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.bsmtp.clock;

import org.jspecify.annotations.NullMarked;
