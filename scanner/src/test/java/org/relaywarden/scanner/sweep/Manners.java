// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.relaywarden.testbed.simulated.Dialogue;

/** What a polite tester does, told from the log of the host that was tested. */
final class Manners {

    /** fail2ban bans after the fifth within ten minutes, Exchange hangs up after the fifth in a connection. */
    private static final int REFUSALS_MAX = 4;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private Manners() {}

    /** One connection: few refusals, RSET between tests, one message, QUIT. */
    static void kept(Dialogue talk) {
        keptWithACatchAll(talk);
        assertTrue(said(talk, "DATA") <= 1, () -> "one message a connection: " + talk);
    }

    /** The same with a host that takes every name of its own domain: it gets a message for each form that it takes so. */
    static void keptWithACatchAll(Dialogue talk) {
        assertTrue(talk.refusals() <= REFUSALS_MAX, () -> "at most 4 refusals a connection: " + talk);
        boolean greeted = said(talk, "RCPT") > 0;
        boolean cutOff = greeted && talk.lines().getLast().matches("S: (421.*|\\(hangs up\\))");
        assertTrue(!greeted || cutOff || talk.quit(), () -> "QUIT at the end: " + talk);
        assertTrue(talk.resets() >= said(talk, "MAIL") - 1, () -> "RSET between tests: " + talk);
    }

    /** All connections of one host, oldest first: each kept, and so far apart that no ten minutes see a fifth refusal. */
    static void keptAtRoutinePace(List<Dialogue> talks) {
        for (Dialogue talk : talks) {
            kept(talk);
            assertTrue(talk.connectionsAtOnce() == 1, () -> "one connection at a time: " + talk);
        }
        for (int i = 1; i < talks.size(); i++) {
            Dialogue before = talks.get(i - 1);
            Dialogue talk = talks.get(i);
            Duration apart = Duration.between(before.endedAt().orElseThrow(), talk.begunAt());
            assertTrue(apart.compareTo(WINDOW) >= 0, () -> "only " + apart + " between " + before + " and " + talk);
        }
    }

    private static long said(Dialogue talk, String verb) {
        return talk.lines().stream().filter(line -> line.startsWith("C: " + verb)).count();
    }
}
