// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.Duration;

/**
 * What one peer may ask of us. Immutable.
 *
 * @param sessionsMax connections at once, of all peers
 * @param sessionsPerPeerMax connections at once from one IPv4 address or IPv6 /64
 * @param sessionsPerNetworkMax connections at once from one IPv4 /24 or IPv6 /48
 * @param errorsMax refused commands in a session, then 421
 * @param idleCommandsMax commands that bring no mail forward (NOOP, RSET, VRFY, HELP) since the session's last mail,
 *     then 421
 * @param mailsMax mails in a session, then 421
 * @param commandWithin for one command line; RFC 5321 section 4.5.3.2.7 asks for five minutes
 * @param stressedCommandWithin the same while more than 80 % of the sessions are in use
 * @param dataWithin for all of a mail's data
 * @param dataBytesPerSecondMin once {@code commandWithin} is used up, data must have come at this rate
 * @param greetingPause how long we listen before the banner: who speaks first is no mail server. Zero: just a look
 * @param writeWithin after which a peer that reads nothing is cut off
 * @param closeWithin how long sessions may take to end when the program stops
 */
public record SessionLimits(
        int sessionsMax,
        int sessionsPerPeerMax,
        int sessionsPerNetworkMax,
        int errorsMax,
        int idleCommandsMax,
        int mailsMax,
        Duration commandWithin,
        Duration stressedCommandWithin,
        Duration dataWithin,
        long dataBytesPerSecondMin,
        Duration greetingPause,
        Duration writeWithin,
        Duration closeWithin) {

    public SessionLimits {
        if (sessionsMax < 1 || sessionsPerPeerMax < 1 || sessionsPerNetworkMax < 1 || errorsMax < 1
                || idleCommandsMax < 1 || mailsMax < 1) {
            throw new IllegalArgumentException("a ceiling is 1 or more");
        }
        if (dataBytesPerSecondMin < 1) {
            throw new IllegalArgumentException("a data rate is 1 byte a second or more, got " + dataBytesPerSecondMin);
        }
        if (!commandWithin.isPositive() || !stressedCommandWithin.isPositive() || !dataWithin.isPositive()
                || !writeWithin.isPositive() || greetingPause.isNegative() || closeWithin.isNegative()) {
            throw new IllegalArgumentException("a time limit is longer than nothing");
        }
    }

    /** For a server that the whole world may reach. */
    public static SessionLimits defaults() {
        return new SessionLimits(2_000, 50, 200, 20, 100, 100, Duration.ofMinutes(5), Duration.ofSeconds(10),
                Duration.ofMinutes(30), 500, Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofSeconds(5));
    }

    /** What is left of them on a crowded server: one error, one idle command, and little patience. */
    SessionLimits stressed() {
        Duration patience =
                stressedCommandWithin.compareTo(commandWithin) < 0 ? stressedCommandWithin : commandWithin;
        return new SessionLimits(sessionsMax, sessionsPerPeerMax, sessionsPerNetworkMax, 1, 1, mailsMax, patience,
                patience, dataWithin, dataBytesPerSecondMin, greetingPause, writeWithin, closeWithin);
    }

    /** The same with other waits. */
    public SessionLimits withWaits(Duration command, Duration data, Duration greeting) {
        return new SessionLimits(sessionsMax, sessionsPerPeerMax, sessionsPerNetworkMax, errorsMax, idleCommandsMax,
                mailsMax, command, stressedCommandWithin, data, dataBytesPerSecondMin, greeting, writeWithin,
                closeWithin);
    }

    /** The same with other patience for a crowd, and for a peer that does not read. */
    public SessionLimits withPatience(Duration stressedCommand, Duration write) {
        return new SessionLimits(sessionsMax, sessionsPerPeerMax, sessionsPerNetworkMax, errorsMax, idleCommandsMax,
                mailsMax, commandWithin, stressedCommand, dataWithin, dataBytesPerSecondMin, greetingPause, write,
                closeWithin);
    }

    /** The same with other ceilings of sessions; a network may have four times as many as a peer. */
    public SessionLimits withSessions(int atOnce, int perPeer) {
        return withSessions(atOnce, perPeer, (int) Math.min(4L * perPeer, Integer.MAX_VALUE));
    }

    /** The same with other ceilings of sessions. */
    public SessionLimits withSessions(int atOnce, int perPeer, int perNetwork) {
        return new SessionLimits(atOnce, perPeer, perNetwork, errorsMax, idleCommandsMax, mailsMax, commandWithin,
                stressedCommandWithin, dataWithin, dataBytesPerSecondMin, greetingPause, writeWithin, closeWithin);
    }
}
