// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;

/**
 * All that a run saw (D2). Immutable. What the host said is made visible and capped, and still a stranger's text: the
 * template escapes it.
 */
public record Evidence(long runId, List<TestSeen> tests, List<Dialogue> dialogues, List<Returned> returned) {

    /**
     * One test.
     *
     * @param outcome its name in the scanner's words: RETURNED, ACCEPTED, REFUSED_RELAY, ...
     * @param sent the MAIL and RCPT lines as sent
     * @param answered the deciding reply, or what happened instead
     * @param catches the misconfiguration that this form finds
     * @param path by which port, and how encrypted, in words
     * @param from from where it was asked, in words (S6): outside, inside, ...
     */
    public record TestSeen(
            TestId test, String outcome, String sent, String answered, String catches, String path, String from) {

        /** By the path of the books, from outside. */
        public TestSeen(TestId test, String outcome, String sent, String answered, String catches) {
            this(test, outcome, sent, answered, catches, "", "outside");
        }
    }

    /**
     * One connection, line by line.
     *
     * @param from from where it was opened, in words (S6)
     */
    public record Dialogue(int connection, String from, Instant openedAt, List<DialogueLine> lines) {
        public Dialogue {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line.
     *
     * @param ours true for what we sent
     */
    public record DialogueLine(boolean ours, String text) {}

    /**
     * A probe that came back.
     *
     * @param port of the tested host, by which it was handed over
     * @param handedInBy who handed it in: the host itself, or the next hop
     * @param headers its header lines, at most 16 KiB
     * @param sha256 of the message as it came, hexadecimal
     */
    public record Returned(
            TestId test,
            int port,
            Instant at,
            Optional<InetAddress> handedInBy,
            String helo,
            String headers,
            String sha256) {}

    public Evidence {
        tests = List.copyOf(tests);
        dialogues = List.copyOf(dialogues);
        returned = List.copyOf(returned);
    }
}
