// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Instant;
import java.util.Optional;

/**
 * One session, or a sign-on by hand. Immutable.
 *
 * @param bundle the same for all legs of one multilink
 * @param nas which access server, as it calls itself; empty by hand
 * @param reportedFrom the address that its reports come from; empty by hand
 * @param session the server's name for it; empty by hand
 * @param channel the server's port, where it carries one session at a time; else empty
 * @param framedAddress the address of the line, empty where it was not said
 * @param callingStation from where, visible characters; empty where it was not said
 * @param enteredBy who, when it was by hand; else empty
 * @param seenAt the last report about it
 * @param endedAt empty while it is open
 * @param ending how it ended; empty while it is open
 * @param endedBy who cleared it, else empty
 * @param endedWhy the reason they gave, else empty
 * @param askedForRun whether it started a delivery (B6)
 */
public record SignOn(
        long id,
        long bundle,
        String login,
        String nas,
        String reportedFrom,
        String session,
        String channel,
        String framedAddress,
        String callingStation,
        Origin origin,
        String enteredBy,
        Instant beganAt,
        Instant seenAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending,
        String endedBy,
        String endedWhy,
        boolean askedForRun) {

    /** By what we know of it. */
    public enum Origin {
        /** An Accounting-Start. */
        START(true),
        /** An Interim-Update of a session whose Start never came: one late Start (decision 9). */
        INTERIM(true),
        /** The operator's command. */
        BY_HAND(true),
        /** One more line of a multilink. */
        LEG(false),
        /** Only its end was heard of, so far. */
        STOP(false);

        private final boolean signOn;

        Origin(boolean signOn) {
            this.signOn = signOn;
        }

        /** Whether B6 measures from it. */
        public boolean isSignOn() {
            return signOn;
        }
    }

    /** How it ended. */
    public enum Ending {
        /** An Accounting-Stop. */
        STOPPED,
        /** Its access server went on or off. */
        NAS_RESET,
        /** Its access server gave its name to another session. */
        REPLACED,
        /** Another session began on its channel, so its end was lost. */
        CHANNEL_TAKEN,
        /** The help desk cleared it (B16). */
        CLEARED,
        /** A sign-on by hand is no session. */
        BY_HAND
    }
}
