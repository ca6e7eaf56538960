// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.add;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.change;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.insert;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a milter does to the header: where its lines go, and that every byte below them is the sender's own. */
@Timeout(60)
class MilterHeaderTest {

    /** Signed, 8-bit, folded, a line of its own kind, and a body with a long line. */
    private static final String SIGNED = "DKIM-Signature: v=1; a=rsa-sha256;\r\n\tb=abc\r\n  def\r\n"
            + "SUBJECT:\u00e9  x \r\nX-Spam: No\r\nX-Spam : maybe\r\nEmpty:\r\n\r\n"
            + "\u00ff".repeat(5_000) + "\r\n\r\nend\r\n";

    @TempDir
    Path folder;

    /** The mail as it lies there, our own trace line as {@code Received}. */
    private String kept(String changes, String message) throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', changes + ScriptedMilter.GO_ON);
                MilterBench bench = MilterBench.with(folder, milter)) {
            String said = bench.send(message);
            assertTrue(said.startsWith("250 "), said);
            return bench.annas().replaceFirst("Received: from mx.far(?s:.*?)\\+0000\r\n", "Received\r\n");
        }
    }

    @Test
    void addedAtTheEndGoesOnTopAndNothingBelowChanges() throws IOException {
        assertEquals("Received\r\nX-A: 1\r\nX-B: 2\r\n" + SIGNED, kept(add("X-A", "1") + add("X-B", " 2"), SIGNED));
    }

    @Test
    void insertedGoesAboveOrBelowOurTraceLine() throws IOException {
        assertEquals("X-Top: 0\r\nReceived\r\nX-Low: 9\r\nX-Below: 1\r\nX-Added: 2\r\n" + SIGNED,
                kept(add("X-Added", "2") + insert(1, "X-Below", "1") + insert(0, "X-Top", "0")
                        + insert(9, "X-Low", "9"), SIGNED));
    }

    @Test
    void aFieldIsTakenAwayByNameAndPlaceAndNothingElseChanges() throws IOException {
        assertEquals("Received\r\n" + SIGNED.replace("X-Spam : maybe\r\n", ""), kept(change(2, "x-spam", ""), SIGNED));
    }

    @Test
    void aFieldIsChangedInItsPlaceAndNothingElseChanges() throws IOException {
        assertEquals("Received\r\n" + SIGNED.replace("SUBJECT:\u00e9  x \r\n", "Subject: [spam] \u00e9\r\n"),
                kept(change(1, "Subject", "[spam] \u00e9"), SIGNED));
    }

    @Test
    void whatIsNotThereIsAddedOrLeft() throws IOException {
        assertEquals("Received\r\nX-New: 1\r\n" + SIGNED,
                kept(change(3, "X-Spam", "") + change(1, "X-New", "1") + change(1, "Nothing", ""), SIGNED));
    }

    @Test
    void aMailOfABodyOnlyIsChangedByNobody() throws IOException {
        String body = "no header here\r\n\r\nX-Not: a field\r\n";
        assertEquals("Received\r\nX-A: 1\r\n" + body, kept(add("X-A", "1") + change(1, "X-Not", ""), body));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        a!nX-Forged: 1    | X-A: a!r!n!tX-Forged: 1!r!n   | a line without a blank is a continuation all the same
        a!r!nX-Forged: 1  | X-A: a!r!n!tX-Forged: 1!r!n   | with CR LF too
        a!n!nBody         | X-A: a!r!n!tBody!r!n          | no empty line: it would end the header
        a!n !nb           | X-A: a!r!n!tb!r!n             | nor one that looks empty
        a!rb              | X-A: ab!r!n                   | no bare CR
        a!n!t folded      | X-A: a!r!n!t folded!r!n       | what is folded stays folded
        !tx               | X-A:!tx!r!n                   | a blank of its own is enough
        ''                | X-A: !r!n                     | nothing
        """)
    void noLineOfAFiltersMakingEndsTheHeader(String value, String line, String why) throws IOException {
        assertEquals("Received\r\n" + plain(line) + SIGNED, kept(add("X-A", plain(value)), SIGNED), why);
    }

    private static String plain(String text) {
        return text.replace("!n", "\n").replace("!r", "\r").replace("!t", "\t");
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource({"X A", "''", "X:A", "X\u00e9", "'X\tA'"})
    void aNameThatIsNoneIsNonsense(String name) throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', add(name, "1") + ScriptedMilter.GO_ON);
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send(SIGNED).startsWith("451 4.7.1 Not kept: a content filter can't be asked"));
        }
    }

    @Test
    void noLineIsLongerThanALineMayBe() throws IOException {
        String kept = kept(add("X-A", "y".repeat(5_000)), "Subject: x\r\n\r\n");
        assertTrue(kept.lines().allMatch(line -> line.length() <= 998), "RFC 5322 section 2.1.1");
    }
}
