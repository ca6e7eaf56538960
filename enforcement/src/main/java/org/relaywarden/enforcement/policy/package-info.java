// SPDX-License-Identifier: Apache-2.0
/**
 * What follows for which kind of line, and by when (E1, E4, E5, E10). Pure code.
 *
 * <p>Before: {@code bsmtp.customers}. After: {@code enforcement.desk}.
 *
 * <p>May use: bsmtp.customers, enforcement.block.
 */
@NullMarked
package org.relaywarden.enforcement.policy;

import org.jspecify.annotations.NullMarked;
