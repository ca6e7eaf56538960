// SPDX-License-Identifier: Apache-2.0
/**
 * The relay tests as data: stable ids, forms of sender and recipient, and what each one catches. The controls are tests
 * too (decision 13). Step 2 of the relay flow fills the forms in and speaks them.
 *
 * <p>Before: nothing. After: {@code scanner.probe}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.scanner.battery;

import org.jspecify.annotations.NullMarked;
