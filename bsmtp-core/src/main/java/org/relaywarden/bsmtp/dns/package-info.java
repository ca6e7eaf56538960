// SPDX-License-Identifier: Apache-2.0
/**
 * Asks DNS: where mail for a domain goes, and what else is written there. All that comes back is strangers' text, bounded
 * in size, number and time.
 *
 * <p>Before: the name servers. After: {@code app.helpdesk}, {@code app.livecheck}.
 *
 * <p>May use: bsmtp.customers.
 */
@NullMarked
package org.relaywarden.bsmtp.dns;

import org.jspecify.annotations.NullMarked;
