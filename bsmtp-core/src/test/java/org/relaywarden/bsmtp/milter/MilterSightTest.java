// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a milter is shown of a mail. */
@Timeout(60)
class MilterSightTest {

    /** Bits by which rspamd is spared every answer but the last. */
    private static final int SILENT = Code.SILENT_CONNECT | Code.SILENT_HELO | Code.SILENT_MAIL | Code.SILENT_RECIPIENT
            | Code.SILENT_DATA | Code.SILENT_HEADER | Code.SILENT_END_OF_HEADER | Code.SILENT_BODY;

    @TempDir
    Path folder;

    @Test
    void theWholeTalkInItsOrder() throws IOException {
        for (int steps : List.of(0, SILENT)) {
            try (ScriptedMilter milter = ScriptedMilter.onTcp().wants(steps);
                    MilterBench bench = MilterBench.with(folder.resolve("steps-" + steps), milter)) {
                String id = bench.send("Subject: x\r\n\r\nbody\r\n", "anna@customer.example", "bert@isp.example")
                        .replace("250 2.0.0 Kept as ", "");
                assertEquals(List.of(
                        "O\0\0\0\6\0\0\0" + "1\0\u001f\u00f7\u00ff",
                        "DCj\0mail.isp.example\0v\0Relaywarden\0{client_addr}\000127.0.0.1\0",
                        "C[127.0.0.1]\0" + "4\0\000127.0.0.1\0",
                        "Hmx.far.example\0",
                        "DMi\0" + id + "\0{mail_addr}\0sender@far.example\0",
                        "M<sender@far.example>\0BODY=8BITMIME\0",
                        "DR{rcpt_addr}\0anna@customer.example\0",
                        "R<anna@customer.example>\0",
                        "DR{rcpt_addr}\0bert@isp.example\0",
                        "R<bert@isp.example>\0",
                        "DTi\0" + id + "\0", "T",
                        "LSubject\0x\0",
                        "DNi\0" + id + "\0", "N",
                        "Bbody\r\n",
                        "DEi\0" + id + "\0", "E"), milter.heard().subList(0, 18), "steps " + steps);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        BODY=7BIT              | ''                     | what goes without saying is not said
        BODY=8BITMIME          | BODY=8BITMIME          | RFC 6152
        SMTPUTF8               | SMTPUTF8               | RFC 6531: addresses may hold letters of other scripts
        SMTPUTF8 BODY=8BITMIME | BODY=8BITMIME SMTPUTF8 | both, each a word of its own
        SIZE=100 BODY=8BITMIME | BODY=8BITMIME          | a size is for us alone
        """)
    void ofTheParametersOfMailThoseThatChangeHowItIsRead(String given, String told, String why) throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp(); MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.sendWith(given, "A: 1\r\n\r\nx\r\n", "anna@customer.example").startsWith("250 "));
            String words = told.isEmpty() ? "" : told.replace(" ", "\0") + "\0";
            assertEquals(List.of("<sender@far.example>\0" + words), milter.heard('M'), why);
        }
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        A: 1!B:2!!x!                  | A=1,B=2              | x!          | with and without a blank
        A: 1! two!\tthree!!x!         | A=1/ two/\tthree     | x!          | folded: lines parted by LF
        A:  1 !!x!                    | A= 1 ,               | x!          | one blank goes, the others stay
        A : 1!!x!                     | A=1                  | x!          | RFC 5322, 4.5: a blank before the colon
        A:!B: 2!!x!                   | A=,B=2               | x!          | an empty field
        A: 1!no field!B: 2!!x!        | A=1                  | no field!B: 2!!x! | no field: the header's end
        A: 1!From me: to you!!x!      | A=1                  | From me: to you!!x! | blanks stand in no name
        ' A: 1!B: 2!!x!'              | ''                   | ' A: 1!B: 2!!x!' | a continuation of nothing
        A: 1!!                        | A=1                  | ''          | no body
        A: 1!                         | A=1                  | ''          | no empty line either
        !x!                           | ''                   | x!          | no header
        just a body!                  | ''                   | just a body! | not even an empty line
        ''                            | ''                   | ''          | nothing at all
        A: 1!!!x!!                    | A=1                  | !x!!        | the first empty line alone ends the header
        É: 1!A: 2!!x!                 | ''                   | É: 1!A: 2!!x! | a name is ASCII
        """)
    void headerAndBodyAreTold(String message, String fields, String body, String why) throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp(); MilterBench bench = MilterBench.with(folder, milter)) {
            String sent = message.replace("!", "\r\n").replace("\\t", "\t");
            assertTrue(bench.send(sent).startsWith("250 "));
            String shown = milter.heard('L').stream()
                    .map(field -> field.replaceFirst("\0", "=").replace("\0", "").replace("\n", "/"))
                    .collect(Collectors.joining(","));
            assertEquals(fields.replace("\\t", "\t").replaceAll(",$", ""), shown, why);
            assertEquals(body.replace("!", "\r\n"), String.join("", milter.heard('B')), why);
            assertTrue(bench.annas().endsWith(sent), "and it is kept as it came");
        }
    }

    @Test
    void theBodyComesInChunksWhateverIsInIt() throws IOException {
        String line = "\u00ff\u0001" + "x".repeat(60_000) + "\r\n";
        for (int tail : List.of(0, 1, 65_535 * 4 % line.length(), 33_333)) {
            String body = line.repeat(4) + "y".repeat(tail) + "\r\n";
            try (ScriptedMilter milter = ScriptedMilter.onTcp().wants(Code.SILENT_BODY);
                    MilterBench bench = MilterBench.with(folder.resolve("tail-" + tail), milter)) {
                assertTrue(bench.send("A: 1\r\n\r\n" + body).startsWith("250 "));
                List<String> chunks = milter.heard('B');
                assertTrue(chunks.stream().allMatch(chunk -> chunk.length() <= 65_535), "as the protocol allows");
                assertEquals(body, String.join("", chunks));
                assertEquals((body.length() + 65_534) / 65_535, chunks.size(), "and no more packets than needed");
            }
        }
    }

    @Test
    void enoughIsEnough() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('B', ScriptedMilter.packet('s', ""));
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send("A: 1\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(5_000)).startsWith("250 "));
            assertEquals(1, milter.heard('B').size(), "SKIP: no more of the body");
            assertEquals(1, milter.heard('E').size());
        }
    }

    @ParameterizedTest(name = "version {0}, steps {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        2 | 0    | OCHMRLLNBEQ | version 2 knows no DATA
        6 | 0x7f | OTEQ        | a milter that wants to see nothing but the end
        6 | 0x31 | OHMRTNEQ    | neither the peer nor the message
        6 | 0x200 | OCHMRLLNBEQ | all but DATA
        """)
    void whatItDoesNotWantIsNotSaid(int version, String steps, String talk, String why) throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().speaks(version).wants(Integer.decode(steps));
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send("A: 1\r\nB: 2\r\n\r\nx\r\n").startsWith("250 "));
            String said = milter.heard().stream()
                    .map(packet -> packet.substring(0, 1))
                    .filter(kind -> !kind.equals("D"))
                    .collect(Collectors.joining());
            assertTrue(talk.startsWith(said) && said.length() >= talk.length() - 1, why + ", but: " + said);
        }
    }

    @Test
    void aFieldThatNoMilterTakesIsShownAsFarAsItFits() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp(); MilterBench bench = MilterBench.with(folder, milter)) {
            String field = "A: " + ("x".repeat(900) + "\r\n ").repeat(100) + "end\r\n";
            assertTrue(bench.send(field + "\r\n").startsWith("250 "));
            assertTrue(milter.heard('L').getFirst().length() <= 60_003, "libmilter hangs up beyond 64 KiB");
            assertTrue(bench.annas().endsWith(field + "\r\n"));
        }
    }

    @Test
    void aHeaderThatCanNotBeShownIsRefused() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().wants(Code.SILENT_HEADER);
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send("A:\r\n".repeat(10_000) + "\r\n").startsWith("250 "));
            assertEquals(10_000, milter.heard('L').size());
            String refused = "550 5.6.0 Not kept: a header of more than 1 MiB or 10000 fields";
            assertEquals(refused, bench.send("A:\r\n".repeat(10_001) + "\r\n"));
            assertEquals(refused, bench.send(("A: " + "x".repeat(900) + "\r\n").repeat(1_200)));
        }
    }
}
