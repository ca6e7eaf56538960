// SPDX-License-Identifier: Apache-2.0
/**
 * Who may be tested: the fixed addresses of the provider's own customers, and nobody else (S7). Step 1 of the relay
 * flow.
 *
 * <p>Before: {@code bsmtp.customers}. After: {@code scanner.sweep}, which asks again right before each dial.
 *
 * <p>May use: bsmtp.customers.
 */
@NullMarked
package org.relaywarden.scanner.targets;

import org.jspecify.annotations.NullMarked;
