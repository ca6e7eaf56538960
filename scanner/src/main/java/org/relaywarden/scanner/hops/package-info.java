// SPDX-License-Identifier: Apache-2.0
/**
 * Who handed a returned probe in, seen from the host that was tested: a relay may pass on through others, and what
 * follows hangs on whose they are. Told by the peer of the collector's session alone, never by headers. Pure code.
 *
 * <p>Before: {@code scanner.findings}. After: {@code enforcement.desk}.
 *
 * <p>May use: bsmtp.customers.
 */
@NullMarked
package org.relaywarden.scanner.hops;

import org.jspecify.annotations.NullMarked;
