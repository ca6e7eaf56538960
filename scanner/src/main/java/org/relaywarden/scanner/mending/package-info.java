// SPDX-License-Identifier: Apache-2.0
/**
 * How each fault that the battery finds is mended, for each product that runs at customers' (E9). Texts, kept as data.
 *
 * <p>Before: {@code scanner.battery}, whose tests name the topics. After: {@code scanner.explain}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.scanner.mending;

import org.jspecify.annotations.NullMarked;
