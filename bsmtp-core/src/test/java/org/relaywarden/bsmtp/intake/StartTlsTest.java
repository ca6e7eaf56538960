// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.intake.IntakeBench.ANNA;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.TrustAll;
import org.relaywarden.bsmtp.mail.StoredMail;

/** STARTTLS (RFC 3207): what is encrypted, and what never gets there. */
@Timeout(60)
class StartTlsTest {

    private static final String SMUGGLED =
            "EHLO evil\r\nMAIL FROM:<>\r\nRCPT TO:<x@anna.example>\r\nDATA\r\nevil\r\n.\r\n";

    @AutoClose
    private IntakeBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new IntakeBench(folder);
    }

    private void hasten() throws IOException {
        bench = bench.startAgain(IntakeBench.settings().withLimits(IntakeBench.limits()
                .withWaits(Duration.ofMillis(400), Duration.ofSeconds(60), Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aMailIsTakenInTls(String protocol) throws Exception {
        try (RawClient client = bench.greeted()) {
            assertEquals("220 2.0.0 Ready for TLS", client.say("STARTTLS"));
            client.secure(protocol);
            assertFalse(client.say("EHLO mx.far.example").contains("STARTTLS"), "RFC 3207 section 4.2");
            client.send("MAIL FROM:<a@far.example>\r\nRCPT TO:<x@anna.example>\r\nDATA\r\n");
            assertTrue(client.reply().startsWith("250 2.1.0"));
            assertTrue(client.reply().startsWith("250 2.1.5"));
            assertTrue(client.reply().startsWith("354 "));
            String text = "line of a mail that is larger than any record of TLS\r\n".repeat(5_000);
            assertTrue(client.send("Subject: x\r\n\r\n" + text + ".\r\n").reply().startsWith("250 "));
            assertEquals("221 2.0.0 mail.isp.example closes", client.say("QUIT"));
            assertEquals("", client.rest(), "an end that was told, and no cut");

            StoredMail mail = bench.mails(ANNA).getFirst();
            assertTrue(mail.envelope().tls().startsWith(protocol + " TLS_"), mail.envelope().tls());
            assertTrue(bench.read(mail).endsWith(text));
            assertTrue(bench.read(mail).contains("\r\n\tby mail.isp.example (Relaywarden) with ESMTPS ("
                    + mail.envelope().tls() + ")\r\n\tid " + mail.id() + "\r\n"), bench.read(mail).substring(0, 300));
            assertEquals(1, bench.journal.counted(IntakeCounter.SECURED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1"})
    void olderVersionsAreNotSpoken(String protocol) throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("STARTTLS");
            assertThrows(IOException.class, () -> client.secure(protocol));
        }
        bench.servesOthers();
    }

    @Test
    void whatWasSaidBeforeIsForgotten() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<a@far.example>");
            client.say("RCPT TO:<x@anna.example>");
            client.say("STARTTLS");
            client.secure("TLSv1.3");
            assertTrue(client.say("DATA").startsWith("503 5.5.1"));
            assertTrue(client.say("MAIL FROM:<a@far.example>").startsWith("503 5.5.1 Say HELO"));
            assertTrue(client.say("EHLO mx").startsWith("250-"));
            assertTrue(client.say("STARTTLS").startsWith("503 5.5.1 TLS is on already"));
        }
    }

    @Test
    void itIsNotForWhoDidNotSayHello() throws Exception {
        try (RawClient client = bench.connect()) {
            assertTrue(client.say("STARTTLS").startsWith("503 5.5.1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"in the same segment", "in the next segment", "behind our 220"})
    void injectedTextIsNeverRun(String where) throws Exception {
        try (RawClient client = bench.greeted()) {
            switch (where) {
                case "in the same segment" -> client.send("STARTTLS\r\n" + SMUGGLED);
                case "in the next segment" -> client.send("STARTTLS\r\n").send(SMUGGLED);
                default -> {
                    client.say("STARTTLS");
                    client.send(SMUGGLED);
                }
            }
            String rest = client.rest();
            assertTrue(rest.lines().filter(line -> !line.startsWith("220 ")).noneMatch(line -> line.matches("\\d{3}.*")),
                    () -> "something was answered: " + rest);
            bench.servesOthers();
        } catch (IOException reset) {
            bench.servesOthers(); // the end of a connection with bytes unread may be a reset
        }
        assertEquals(List.of(), bench.mails(ANNA));
        assertEquals(1, bench.journal.counted(IntakeCounter.NOT_SECURED));
        assertEquals(0, bench.journal.counted(IntakeCounter.SECURED));
    }

    /** Injected before the client's own hello, by someone on the line: the handshake is broken, nothing is run. */
    @Test
    void injectionBreaksTheHandshakeOfAnHonestClient() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.send("STARTTLS\r\nMAIL FROM:<evil@far.example>\r\n");
            assertTrue(client.reply().startsWith("220 "));
            assertThrows(IOException.class, () -> client.secure("TLSv1.3"));
        }
        bench.servesOthers();
    }

    @Test
    void bytesBehindTheCommandGoIntoTheHandshake() throws Exception {
        SSLEngine engine = TrustAll.context().createSSLEngine("mail", 25);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        String clientHello = new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1);

        try (RawClient client = bench.greeted()) {
            client.send("STARTTLS\r\n" + clientHello);
            assertTrue(client.reply().startsWith("220 "));
            assertEquals("\u0016\u0003\u0003", client.octets(3), "a record of the handshake: the hello was read");
        }
    }

    @Test
    void aHandshakeThatIsBrokenOffHarmsNobody() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("STARTTLS");
            client.sendPlain((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0, (byte) 1);
            client.hangUp();
            assertEquals("", client.rest());
        }
        bench.servesOthers();
        assertEquals(1, bench.journal.counted(IntakeCounter.NOT_SECURED));
    }

    @Test
    void aHandshakeThatDripsIsEnded() throws Exception {
        hasten();
        try (RawClient client = bench.greeted()) {
            client.say("STARTTLS");
            client.sendPlain((byte) 0x16, (byte) 3, (byte) 1, (byte) 0x3f, (byte) 0xff);
            assertTrue(client.drip(1, 50, 400) < 400, "each drip may not begin the wait anew");
        }
        bench.servesOthers();
        assertEquals(1, bench.journal.counted(IntakeCounter.NOT_SECURED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCommandThatDripsWithinARecordIsEnded(String protocol) throws Exception {
        hasten();
        try (RawClient client = bench.secured(protocol)) {
            client.sendPlain((byte) 0x17, (byte) 3, (byte) 3, (byte) 0x3f, (byte) 0xff);
            assertTrue(client.drip(1, 50, 400) < 400, "each drip may not begin the wait anew");
        }
        assertEquals(1, bench.journal.counted(IntakeCounter.CEILING_REACHED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoIsSilentInTlsIsTold(String protocol) throws Exception {
        hasten();
        try (RawClient client = bench.secured(protocol)) {
            assertEquals("421 4.4.2 Time is over, closing\n", client.rest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void stoppingSaysSoInTls(String protocol) throws Exception {
        try (RawClient idle = bench.secured(protocol); RawClient sending = bench.secured(protocol)) {
            sending.say("MAIL FROM:<>");
            sending.say("RCPT TO:<x@anna.example>");
            sending.say("DATA");
            bench.intake.close();
            assertTrue(idle.rest().startsWith("421 4.3.2"));
            assertTrue(sending.rest().startsWith("421 4.3.2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aMailThatDoesNotWaitForThe354IsNotTakenInTls(String protocol) throws Exception {
        try (RawClient client = bench.secured(protocol)) {
            client.say("MAIL FROM:<a@far.example>");
            client.say("RCPT TO:<x@anna.example>");
            String rest = client.send("DATA\r\nSubject: x\r\n\r\n.\r\n").rest();
            assertTrue(rest.startsWith("554 5.5.1"), rest);
        }
    }
}
