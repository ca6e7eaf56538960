// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Which filters are asked, and how long. Immutable.
 *
 * @param milters in their order, each an address and port or a Unix socket
 * @param absence what becomes of a mail when one of them can't judge it
 * @param within for all of them together, from the end of the data to the ruling: far below the ten minutes that a
 *     sender waits (RFC 5321 section 4.5.3.2.6)
 * @param answerWithin for the answer to one command before the content; the content's has what is left of the whole
 * @param atOnceMax conversations at once; more wait, within the same time
 * @param hostName what we call ourselves
 */
public record MilterSettings(
        List<SocketAddress> milters,
        Absence absence,
        Duration within,
        Duration answerWithin,
        int atOnceMax,
        String hostName) {

    /** What becomes of a mail when a filter is away, silent, or talks nonsense. */
    public enum Absence {
        /** It goes on without that filter's judgement. */
        ACCEPT,
        /** Its sender is told to come again. */
        DEFER
    }

    public MilterSettings {
        milters = List.copyOf(milters);
        if (!within.isPositive() || within.compareTo(Duration.ofMinutes(5)) > 0 || !answerWithin.isPositive()) {
            throw new IllegalArgumentException("a filter gets at most five minutes, for the sender waits");
        }
        if (atOnceMax < 1) {
            throw new IllegalArgumentException("at least one conversation at once");
        }
    }

    /** Ten seconds for an answer, 64 conversations at once. */
    public static MilterSettings of(List<SocketAddress> milters, Absence absence, Duration within, String hostName) {
        return new MilterSettings(milters, absence, within, Duration.ofSeconds(10), 64, hostName);
    }
}
