// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One report of an access server (RFC 2866), as far as sign-ons go. Immutable.
 *
 * @param kind what is reported
 * @param login as the access server wrote it, whatever its case; empty for the server's own going on and off
 * @param nas which access server, as it calls itself; 1 to 128 printable ASCII characters
 * @param reportedFrom the address that the report came from: the server's own, or that of who passes its reports on
 * @param session of that server; 0 to 128 printable ASCII characters, empty for the server's own going on and off
 * @param multiSession what the legs of one multilink share (RFC 2866 section 5.11)
 * @param links how many links the session has at this time (RFC 2866 section 5.12); 1 where it is not said
 * @param channel the access server's port, where it carries one session at a time; empty where it may carry several
 * @param framedAddress the address that the line got
 * @param callingStation from which number or port; text of strangers made visible, at most 128 characters
 * @param happenedAt when it happened, not when it came
 */
public record Accounting(
        Kind kind,
        String login,
        String nas,
        InetAddress reportedFrom,
        String session,
        Optional<String> multiSession,
        int links,
        Optional<String> channel,
        Optional<InetAddress> framedAddress,
        String callingStation,
        Instant happenedAt) {

    /** Acct-Status-Type (RFC 2866 section 5.1). */
    public enum Kind {
        /** A session begins. */
        START,
        /** A session ended. */
        STOP,
        /** A session goes on. */
        INTERIM,
        /** The access server came up: it has no sessions. */
        NAS_ON,
        /** The access server goes down: all its sessions end. */
        NAS_OFF
    }

    public Accounting {
        boolean named = !nas.isEmpty() && isWord(nas) && isWord(session);
        if (!named || !isWord(multiSession.orElse("")) || !isWord(channel.orElse(""))) {
            throw new IllegalArgumentException(
                    "access server, session and channel are at most 128 printable ASCII characters");
        }
        if (callingStation.length() > 128) {
            throw new IllegalArgumentException("a calling station is at most 128 characters");
        }
    }

    private static boolean isWord(String text) {
        return text.length() <= 128 && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
