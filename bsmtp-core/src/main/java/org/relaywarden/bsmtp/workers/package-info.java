// SPDX-License-Identifier: Apache-2.0
/**
 * Threads that do one job each: how many may at once, and the wait for their end.
 *
 * <p>Before: {@code bsmtp.onward}. After: nothing.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.workers;

import org.jspecify.annotations.NullMarked;
