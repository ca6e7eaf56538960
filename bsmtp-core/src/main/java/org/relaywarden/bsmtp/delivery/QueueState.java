// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.retry.Hold;
import org.relaywarden.bsmtp.retry.TryEnd;

/**
 * What waits for one customer's host, and why it still does. Immutable.
 *
 * @param bytes on disk
 * @param oldest when the oldest of it was taken
 * @param lastTry when the host was last dialled, as far as the last try left anything to tell
 * @param lastResult how that ended, with the host's words in it: a stranger's text; empty before the first try
 * @param lastEnd what kind of end that was
 * @param nextTry when the clock tries again; empty while a run is under way or about to begin
 * @param why why then
 * @param hold who keeps it back, if anybody
 * @param atFaultSince since when the host refuses everybody, or us (decision 10)
 */
public record QueueState(
        String login,
        int messages,
        long bytes,
        Optional<Instant> oldest,
        Optional<Instant> lastTry,
        String lastResult,
        TryEnd lastEnd,
        Optional<Instant> nextTry,
        String why,
        Optional<Hold> hold,
        Optional<Instant> atFaultSince) {}
