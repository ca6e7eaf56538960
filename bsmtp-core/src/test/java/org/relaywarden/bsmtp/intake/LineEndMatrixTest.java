// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.intake.IntakeBench.ANNA;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * Every line end before and behind the dot, in one piece, cut in two at every byte, and byte by byte: one mail or a
 * refusal, and what follows never runs (CVE-2023-51764 to 51766).
 */
@Timeout(180)
class LineEndMatrixTest {

    private static final List<String> ENDS = List.of("\n", "\r", "\r\n", "\r\r\n", "\0");

    private static final String SECOND =
            "MAIL FROM:<smuggled@x.example>\r\nRCPT TO:<x@anna.example>\r\nDATA\r\nsecond\r\n.\r\nQUIT\r\n";

    /** What becomes of the line ends around the dot where they are mended. */
    private static final Map<String, String> MENDED = Map.of(
            "\n", "\r\n", "\r", "\r\n", "\r\n", "\r\n", "\r\r\n", "\r\n\r\n");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsSmuggled(boolean mends) throws Exception {
        try (IntakeBench bench =
                new IntakeBench(folder, IntakeBench.settings().withLineEndsMendedOf(peer -> mends))) {
            for (String before : ENDS) {
                for (String behind : ENDS) {
                    boolean isTheEnd = before.endsWith("\r\n") && behind.equals("\r\n");
                    if (!isTheEnd) {
                        tryEveryCut(bench, mends, before, behind);
                    }
                }
            }
        }
    }

    private static void tryEveryCut(IntakeBench bench, boolean mends, String before, String behind)
            throws IOException {
        String wire = "x" + before + "." + behind + SECOND;
        boolean taken = mends && !before.equals("\0") && !behind.equals("\0");
        // Behind a true line end a dot is no text.
        String dot = before.endsWith("\r\n") ? "" : ".";
        String text = taken
                ? "\r\nx" + MENDED.get(before) + dot + MENDED.get(behind) + SECOND.replace(".\r\nQUIT\r\n", "")
                : "";
        int around = before.length() + behind.length() + 4;
        for (int cut = 0; cut <= around; cut++) {
            converse(bench, taken, text, wire.substring(0, cut), wire.substring(cut));
        }
        converse(bench, taken, text, wire.split(""));
    }

    private static void converse(IntakeBench bench, boolean taken, String text, String... pieces) throws IOException {
        try (RawClient client = bench.inData("x@anna.example")) {
            for (String piece : pieces) {
                client.send(piece);
            }
            String rest = client.rest();
            assertTrue(rest.startsWith(taken ? "250 2.0.0" : "550 5.6.0"), rest);
            assertTrue(rest.lines().skip(1).allMatch(line -> line.startsWith("221 ")), () -> "it ran: " + rest);
        }
        List<StoredMail> mails = bench.mails(ANNA);
        assertEquals(taken ? 1 : 0, mails.size());
        if (taken) {
            String stored = bench.read(mails.getFirst());
            assertTrue(stored.endsWith("+0000" + text), () -> stored + " should end with " + text);
            bench.spool.remove(mails.getFirst());
        }
    }

    @ParameterizedTest(name = "x{0}.~, mended: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ~  | false | 250 2.0.0 | x~  | the true end
            ~  | true  | 250 2.0.0 | x~  | the true end, where mending changes nothing
            $~ | false | 550 5.6.0 | ''  | CR CR LF . CR LF holds the true end, of a mail that is refused for its CR
            $~ | true  | 250 2.0.0 | x~~ | and of one that is mended
            """)
    void theTrueEndIsOneAtEveryCut(String before, boolean mends, String reply, String stored, String why)
            throws Exception {
        String wire = bytes("~x" + before + ".~NOOP~QUIT~");
        try (IntakeBench bench =
                new IntakeBench(folder, IntakeBench.settings().withLineEndsMendedOf(peer -> mends))) {
            for (int cut = 0; cut <= wire.length(); cut++) {
                try (RawClient client = bench.inData("x@anna.example")) {
                    client.send(wire.substring(0, cut)).send(wire.substring(cut));
                    assertTrue(client.reply().startsWith(reply), why);
                    assertTrue(client.reply().startsWith("250 2.0.0 OK"), "what follows is a command");
                    assertTrue(client.reply().startsWith("221 "), why);
                }
                List<StoredMail> mails = bench.mails(ANNA);
                assertEquals(stored.isEmpty() ? 0 : 1, mails.size(), why);
                for (StoredMail mail : mails) {
                    assertTrue(bench.read(mail).endsWith("+0000\r\n" + bytes("~" + stored)), why);
                    bench.spool.remove(mail);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} is stored as {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a#b~            | a~b~       | LF alone
            a$b~            | a~b~       | CR alone
            a$~             | a~~        | CR CR LF is a CR alone and a line end
            a##~            | a~~~       | empty lines stay
            a#..b~          | a~.b~      | whoever stuffed a dot behind an LF knew no better end
            a#.b~           | a~.b~      | a dot that nobody stuffed
            a#.~            | a~.~       | a dot behind a mended line end ends nothing
            a#.#b~          | a~.~b~     | LF . LF is text, not an end
            a#~             | a~~        | behind a last LF too the end is CR LF . CR LF
            a~..b~          | a~.b~      | the true line end as ever
            a~.b~           | a~b~       | RFC 5321 section 4.5.2
            a~.#b~          | a~~b~      | behind the true line end the dot goes
            a$.#.$b~        | a~.~.~b~   | all at once
            """)
    void whatOldDevicesSendIsMended(String wire, String stored, String why) throws Exception {
        try (IntakeBench bench = new IntakeBench(folder, IntakeBench.settings()
                        .withLineEndsMendedOf(peer -> peer.getHostAddress().equals("127.0.0.1")));
                RawClient client = bench.inData("x@anna.example")) {
            assertTrue(client.send(bytes("~" + wire.strip()) + ".\r\n").reply().startsWith("250 "));
            String mail = bench.read(bench.mails(ANNA).getFirst());
            assertTrue(mail.endsWith("+0000\r\n" + bytes("~" + stored.strip())), () -> why + ": " + mail);
            assertEquals(wire.contains("#") || wire.contains("$") ? 1 : 0,
                    bench.journal.counted(IntakeCounter.LINE_ENDS_MENDED));
        }
    }

    private static String bytes(String table) {
        return table.replace("~", "\r\n").replace("#", "\n").replace("$", "\r");
    }
}
