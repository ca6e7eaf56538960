// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;

/** What sign-ons have to tell, one method a fact. Thread-safe. */
final class SignOnJournal {

    private static final int NAME_CHARACTERS_MAX = 64;

    private final Journal journal;

    SignOnJournal(Journal journal) {
        this.journal = journal;
    }

    /** What a report, or an operator's command, was. */
    void recorded(Recorded what, String nas, String session) {
        switch (what) {
            case Recorded.Delivers(var login) ->
                write(login, "signed-on", SignOnCounter.DELIVERS, nas, session, "delivers", "yes");
            case Recorded.TooSoon(var login, var since) ->
                write(login, "signed-on", SignOnCounter.TOO_SOON, nas, session, "after", since);
            case Recorded.TooLate(var login, var age) ->
                write(login, "signed-on", SignOnCounter.TOO_LATE, nas, session, "age", age);
            case Recorded.Leg(var login) ->
                write(login, "multilink-leg", SignOnCounter.LEGS, nas, session, "delivers", "no");
            case Recorded.Ended(var login) ->
                write(login, "signed-off", SignOnCounter.ENDED, nas, session, "by", "access-server");
            case Recorded.NasReset(var server, var closed) ->
                write(server, "nas-reset", SignOnCounter.ENDED, nas, session, "closed", closed);
            case Recorded.UnknownLogin(var login) ->
                write(cut(login), "unknown-login", SignOnCounter.UNKNOWN, nas, session, "kept", "no");
            case Recorded.Duplicate _ -> journal.count(SignOnCounter.DUPLICATES);
            case Recorded.GoesOn _ -> {
                // Each session says so every few minutes: no news.
            }
        }
    }

    /** The login is on with two machines at once (B16). */
    void doubled(String login, int sessions) {
        journal.fact(login, "double-sign-on", Map.of("sessions", sessions));
        journal.count(SignOnCounter.DOUBLE);
    }

    /** The help desk cleared its sessions (B16). */
    void cleared(String login, int sessions, String by, String why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sessions", sessions);
        fields.put("by", by);
        fields.put("why", why);
        journal.fact(login, "sessions-cleared", fields);
    }

    private void write(
            String id, String fact, Counter counter, String nas, String session, String key, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nas", nas.isEmpty() ? "by-hand" : nas);
        fields.put("session", session);
        fields.put(key, value);
        journal.fact(id, fact, fields);
        journal.count(counter);
    }

    private static String cut(String stranger) {
        String first = stranger.length() > NAME_CHARACTERS_MAX ? stranger.substring(0, NAME_CHARACTERS_MAX) : stranger;
        return first.isEmpty() ? "-" : first;
    }
}
