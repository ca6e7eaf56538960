// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.spool.PushQueue;

/**
 * What the notices are made with; all of it outlives them.
 *
 * @param lastTry when the host of a login was last dialled; empty for a login whose mail is not tried, and then nobody
 *     is told that it is
 * @param spfFailed whether SPF says that the sender of an envelope is forged
 */
public record DelayParts(
        PushQueue queue,
        Bounces bounces,
        LastTry lastTry,
        Predicate<Envelope> spfFailed,
        Journal journal,
        InstantSource clock) {

    /** Asks when a host was last dialled. */
    @FunctionalInterface
    public interface LastTry {

        /** @throws IOException when that can't be read now */
        Optional<Instant> of(String login) throws IOException;
    }
}
