// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;

/**
 * What is told of logging in, one method a fact. Never a password, and of a try that failed not the name either: it may
 * be a password typed into the wrong field. Thread-safe.
 */
final class AuthJournal {

    private final Journal journal;

    AuthJournal(Journal journal) {
        this.journal = journal;
    }

    void proven(String session, InetAddress peer, String login) {
        Map<String, Object> fields = of(peer);
        fields.put("login", login);
        journal.fact(session, "logged-in", fields);
        journal.count(AuthCounter.PROVEN);
    }

    void wrong(String session, InetAddress peer) {
        journal.fact(session, "not-logged-in", of(peer));
        journal.count(AuthCounter.WRONG);
    }

    void tooOften(String session, InetAddress peer) {
        journal.fact(session, "wrong-too-often", of(peer));
        journal.count(AuthCounter.TOO_OFTEN);
    }

    void away(String session, String words) {
        journal.fact(session, "passwords-away", Map.of("reason", words));
        journal.count(AuthCounter.AWAY);
    }

    private static Map<String, Object> of(InetAddress peer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.getHostAddress());
        return fields;
    }
}
