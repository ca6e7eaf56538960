// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.time.Instant;

/**
 * The last message that was handed over to a host in one form by one path, whatever the host did with it. Immutable.
 *
 * @param at when it was about to leave
 * @param cameBack whether it came back to the collector
 */
public record LastHandover(Instant at, boolean cameBack) {}
