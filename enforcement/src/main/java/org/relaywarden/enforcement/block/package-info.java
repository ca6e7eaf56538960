// SPDX-License-Identifier: Apache-2.0
/**
 * Blocks: desired and actual, and the drivers that make one follow the other (decisions 16, 17). Step 6 of the relay
 * flow.
 *
 * <p>Before: {@code enforcement.desk}. After: the network, by a driver.
 *
 * <p>May use: bsmtp.journal, bsmtp.store.
 */
@NullMarked
package org.relaywarden.enforcement.block;

import org.jspecify.annotations.NullMarked;
