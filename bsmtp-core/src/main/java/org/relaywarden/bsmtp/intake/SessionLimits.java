// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.Duration;

/**
 * What one peer may ask of us. Immutable.
 *
 * @param sessionsMax connections at once, of all peers
 * @param sessionsPerPeerMax connections at once from one IPv4 address or IPv6 /64
 * @param errorsMax refused commands in a session, then 421
 * @param idleCommandsMax commands that bring no mail forward (NOOP, RSET, VRFY, HELP) in a session, then 421
 * @param mailsMax mails in a session, then 421
 * @param commandWithin for one command line; RFC 5321 section 4.5.3.2.7 asks for five minutes
 * @param dataWithin for all of a mail's data
 * @param dataBytesPerSecondMin once {@code commandWithin} is used up, data must have come at this rate
 * @param greetingPause how long we listen before the banner: who speaks first is no mail server. Zero: just a look
 * @param closeWithin how long sessions may take to end when the program stops
 */
public record SessionLimits(
        int sessionsMax,
        int sessionsPerPeerMax,
        int errorsMax,
        int idleCommandsMax,
        int mailsMax,
        Duration commandWithin,
        Duration dataWithin,
        long dataBytesPerSecondMin,
        Duration greetingPause,
        Duration closeWithin) {

    public SessionLimits {
        if (sessionsMax < 1 || sessionsPerPeerMax < 1 || errorsMax < 1 || idleCommandsMax < 1 || mailsMax < 1) {
            throw new IllegalArgumentException("a ceiling is 1 or more");
        }
        if (dataBytesPerSecondMin < 1) {
            throw new IllegalArgumentException("a data rate is 1 byte a second or more, got " + dataBytesPerSecondMin);
        }
        if (!commandWithin.isPositive() || !dataWithin.isPositive() || greetingPause.isNegative()
                || closeWithin.isNegative()) {
            throw new IllegalArgumentException("a time limit is longer than nothing");
        }
    }

    /** For a server that the whole world may reach. */
    public static SessionLimits defaults() {
        return new SessionLimits(2_000, 50, 20, 100, 100, Duration.ofMinutes(5), Duration.ofMinutes(30), 500,
                Duration.ofMillis(20), Duration.ofSeconds(5));
    }

    /** The same with other waits. */
    public SessionLimits withWaits(Duration command, Duration data, Duration greeting) {
        return new SessionLimits(sessionsMax, sessionsPerPeerMax, errorsMax, idleCommandsMax, mailsMax, command, data,
                dataBytesPerSecondMin, greeting, closeWithin);
    }

    /** The same with other ceilings of sessions. */
    public SessionLimits withSessions(int atOnce, int perPeer) {
        return new SessionLimits(atOnce, perPeer, errorsMax, idleCommandsMax, mailsMax, commandWithin, dataWithin,
                dataBytesPerSecondMin, greetingPause, closeWithin);
    }
}
