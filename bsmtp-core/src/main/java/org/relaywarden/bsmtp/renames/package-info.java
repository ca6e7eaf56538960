// SPDX-License-Identifier: Apache-2.0
/**
 * Host names that customers no longer have, and what they are called now (B15): who changed it, and when. The books of
 * the provider know the new name alone, if they know it at all.
 *
 * <p>Before: {@code bsmtp.store}. After: {@code bsmtp.customers.stored}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.renames;

import org.jspecify.annotations.NullMarked;
