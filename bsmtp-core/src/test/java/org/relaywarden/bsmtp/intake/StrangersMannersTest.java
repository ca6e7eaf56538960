// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.intake.IntakeBench.ANNA;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RawClient;

/** Peers that are no mail servers, or bad ones: each is told, and none of them makes us keep what it should not. */
@Timeout(120)
class StrangersMannersTest {

    @AutoClose
    private IntakeBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new IntakeBench(folder);
    }

    private void restart(IntakeSettings settings) throws IOException {
        bench = bench.startAgain(settings);
    }

    private static String text(String table) {
        return table.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NOOP\\nNOOP\\r\\n         | 500 5.5.2 | a bare LF in a command line
            NOOP\\rNOOP\\r\\n         | 500 5.5.2 | a bare CR
            NOOP\\r\\r\\n             | 500 5.5.2 | CR CR LF is a bare CR
            NO\\0OP\\r\\n             | 500 5.5.2 | a NUL
            \\n                       | 500 5.5.2 | nothing but LF
            GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 500 5.5.1 | a browser that was made to speak to us
            POST / HTTP/1.1\\r\\n     | 500 5.5.1 | a browser
            BDAT 5 LAST\\r\\nQUIT\\r\\n | 502 5.5.1 | the chunk behind it would run as commands
            EHLO a\\r\\nMAIL FROM:<>\\r\\n | 554 5.5.1 | who does not wait for EHLO's answer can't know what is offered
            """)
    void endsTheSession(String wire, String reply, String why) throws Exception {
        try (RawClient client = bench.greeted()) {
            String rest = client.send(text(wire)).rest();
            assertTrue(rest.startsWith(reply), why + ": " + rest);
            assertEquals(1, rest.lines().count(), "nothing behind it is answered: " + rest);
        }
    }

    @Test
    void aTlsHelloEndsTheSession() throws Exception {
        try (RawClient client = bench.connect()) {
            assertTrue(client.send("\u0016\u0003\u0001\0\u00a5\u0001\0").rest().startsWith("500 5.5.2"));
        }
    }

    @Test
    void whoSpeaksBeforeTheBannerIsNoMailServer() throws Exception {
        SessionLimits patient = IntakeBench.limits()
                .withWaits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(10));
        restart(IntakeBench.settings().withLimits(patient));
        try (RawClient client = bench.silent()) {
            assertTrue(client.send("EHLO bot\r\n").rest().startsWith("554 5.5.1"));
        }
        assertEquals(1, bench.journal.counted(IntakeCounter.NO_MAIL_SERVER));
    }

    @Test
    void aMailThatDoesNotWaitForThe354IsNotTaken() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<a@far.example>");
            client.say("RCPT TO:<x@anna.example>");
            String rest = client.send("DATA\r\nSubject: x\r\n\r\n.\r\nMAIL FROM:<smuggled@x.example>\r\n").rest();
            assertTrue(rest.startsWith("554 5.5.1"), rest);
            assertEquals(1, rest.lines().count());
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @ParameterizedTest(name = "a command line of {0} bytes: {1}")
    @CsvSource({"2048, 500 5.5.1", "2049, 500 5.5.2", "200000, 500 5.5.2"})
    void commandLinesHaveACeiling(int bytes, String reply) throws Exception {
        try (RawClient client = bench.connect()) {
            String line = "X".repeat(bytes);
            assertTrue(client.send(line + "\r\n").reply().startsWith(reply));
        }
    }

    @Test
    void errorsHaveACeiling() throws Exception {
        try (RawClient client = bench.connect()) {
            for (int error = 1; error < 20; error++) {
                assertTrue(client.say("FOO").startsWith("500 "), "error " + error);
            }
            client.send("FOO\r\n");
            assertTrue(client.reply().startsWith("500 "));
            assertTrue(client.rest().startsWith("421 4.7.0"));
        }
        assertEquals(1, bench.journal.counted(IntakeCounter.CEILING_REACHED));
    }

    @Test
    void idleCommandsHaveACeiling() throws Exception {
        try (RawClient client = bench.connect()) {
            for (int command = 1; command <= 100; command++) {
                assertTrue(client.say("NOOP").startsWith("250 "), "command " + command);
            }
            assertTrue(client.send("RSET\r\n").rest().startsWith("421 4.7.0"));
        }
    }

    @Test
    void mailsHaveACeiling() throws Exception {
        try (RawClient client = bench.greeted()) {
            for (int mail = 1; mail <= 100; mail++) {
                assertTrue(client.say("MAIL FROM:<>").startsWith("250 "));
                client.say("HELO mx");
            }
            assertTrue(client.send("MAIL FROM:<>\r\n").rest().startsWith("421 4.7.0"));
        }
    }

    @Test
    void recipientsHaveACeilingAndTheRestComesInTheNextMail() throws Exception {
        restart(IntakeBench.settings().withSizes(1 << 20, 100));
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            for (int recipient = 1; recipient <= 100; recipient++) {
                assertTrue(client.say("RCPT TO:<r" + recipient + "@anna.example>").startsWith("250 "));
            }
            assertTrue(client.say("RCPT TO:<r101@anna.example>").startsWith("452 4.5.3"));
            client.say("DATA");
            assertTrue(client.send("x\r\n.\r\n").reply().startsWith("250 "));
        }
        assertEquals(100, bench.mails(ANNA).getFirst().recipients().size());
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"65536, 250 2.0.0", "65537, 552 5.3.4", "400000, 552 5.3.4"})
    void mailsHaveASizeAndAreReadToTheirEnd(int bytes, String reply) throws Exception {
        restart(IntakeBench.settings().withSizes(64 << 10, 100));
        try (RawClient client = bench.inData("x@anna.example")) {
            String line = "0123456789".repeat(6) + "ab\r\n";
            String message = line.repeat(bytes / line.length() + 1).substring(0, bytes - 2) + "\r\n";
            client.send(message + ".\r\n");
            assertTrue(client.reply().startsWith(reply));
            assertTrue(client.say("NOOP").startsWith("250 "), "no byte of it ran as a command");
        }
        assertEquals(reply.startsWith("250") ? 1 : 0, bench.mails(ANNA).size());
    }

    @ParameterizedTest(name = "a line of {0} bytes: {1}")
    @CsvSource({"998, 250 2.0.0", "65536, 250 2.0.0", "65537, 550 5.6.0", "1048576, 550 5.6.0"})
    void textLinesHaveACeiling(int bytes, String reply) throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            assertTrue(client.send("y".repeat(bytes) + "\r\n.\r\n").reply().startsWith(reply));
            assertTrue(client.say("NOOP").startsWith("250 "));
        }
        assertEquals(reply.startsWith("250") ? 1 : 0, bench.mails(ANNA).size());
    }

    @ParameterizedTest(name = "{0} Received lines: {1}")
    @CsvSource({"50, 250 2.0.0", "51, 554 5.4.6", "60, 554 5.4.6"})
    void aLoopIsSeen(int lines, String reply) throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            String message = "RECEIVED: by a\r\n\tReceived: folded\r\nX-Received: no\r\n".repeat(lines)
                    + "\r\nReceived: in the text\r\n".repeat(60);
            assertTrue(client.send(message + ".\r\n").reply().startsWith(reply));
        }
    }

    @Test
    void aMailInSingleBytesIsAMail() throws Exception {
        String message = "Subject: x\r\n\r\n..dots\r\n...\r\n";
        try (RawClient client = bench.inData("x@anna.example")) {
            for (char octet : (message + ".\r\n").toCharArray()) {
                client.send(String.valueOf(octet));
            }
            assertTrue(client.reply().startsWith("250 "));
        }
        assertTrue(bench.read(bench.mails(ANNA).getFirst()).endsWith("Subject: x\r\n\r\n.dots\r\n..\r\n"));
    }

    @Test
    void aMailThatBreaksOffIsNotKept() throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            client.send("Subject: x\r\n\r\nbreaks off\r\n.");
            client.hangUp();
            assertEquals("", client.rest());
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void aCommandThatDripsIsEnded() throws Exception {
        restart(IntakeBench.settings().withLimits(
                IntakeBench.limits().withWaits(Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ZERO)));
        try (RawClient client = bench.connect()) {
            assertTrue(client.send("NOO").rest().startsWith("421 4.4.2"));
        }
    }

    @Test
    void dataThatDripsIsEndedAndNotKept() throws Exception {
        restart(IntakeBench.settings().withLimits(
                IntakeBench.limits().withWaits(Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ZERO)));
        try (RawClient client = bench.inData("x@anna.example")) {
            assertTrue(client.send("Subject: x\r\n").rest().startsWith("421 4.4.2"));
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void stoppingSaysSoAndEndsSessions() throws Exception {
        try (RawClient idle = bench.greeted(); RawClient sending = bench.inData("x@anna.example")) {
            sending.send("Subject: x\r\n");
            bench.intake.close();
            assertTrue(idle.rest().startsWith("421 4.3.2"));
            assertTrue(sending.rest().startsWith("421 4.3.2"));
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }
}
