// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.signon.Recorded;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.testbed.simulated.MailSink;

/** Sign-ons in the whole program. */
@Timeout(120)
final class SignOnWatchTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final byte[] MESSAGE = "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String BOOKS =
            "login,product,line,addresses,domains\nann,advanced-mail,adsl,127.0.0.1:2599,ann.isp.example\n";

    @TempDir
    Path folder;

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private Program open() throws StartFault, IOException {
        Instruments turned = new Instruments(
                () -> now, Waiting.inRealTime(), ProbeTimeouts.firstTry(), ProbeTimeouts.retry());
        return Program.open(settings(), turned);
    }

    private Settings settings() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "of-nas-1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String yaml = """
                data: {folder: %s}
                intake: {listen: '127.0.0.1:0'}
                sign-on: {quiet: 10m, history-kept: 30d}
                radius: {listen: '127.0.0.1:0', clients: ['127.0.0.0/30 %s']}
                """.formatted(folder, secret);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    @Test
    void signOnsAreJudgedBySettingsAndForgottenByAge() throws Exception {
        try (Program program = open()) {
            books(program, BOOKS);
            program.receiveMail();
            assertEquals(new Recorded.Delivers("ann"), program.signOns().byHand("ann", "desk-1"), "B5");
            now = now.plus(Duration.ofMinutes(10));
            assertEquals("TooSoon", program.signOns().byHand("ann", "desk-1").getClass().getSimpleName(), "B6");

            now = now.plus(Duration.ofDays(30)).minusSeconds(1);
            program.tasks().turn(SignOnWatch.PURGE_TASK);
            assertEquals(1, program.signOns().history("ann", 9).size(), "the older one is 30 days old");
            now = now.plusSeconds(2);
            program.tasks().turn(SignOnWatch.PURGE_TASK);
            assertEquals(0, program.signOns().history("ann", 9).size(), "and now the other one too");
        }
    }

    /** B5: the host was away; its login comes online, and what waits is there in seconds, not in 20 minutes. */
    @Test
    void anAccountingStartBringsWaitingMailToTheHost() throws Exception {
        int port;
        // On an address where no other test is given the port meanwhile.
        InetAddress own = InetAddress.ofLiteral("127.0.0.59");
        try (ServerSocket free = new ServerSocket(0, 1, own)) {
            port = free.getLocalPort();
        }
        try (Program program = open()) {
            books(program, BOOKS.replace("127.0.0.1:2599", "127.0.0.59:" + port));
            program.receiveMail();
            putMail(program);
            assertEquals(1, program.deliveries().flush("ann", _ -> {}).waiting(), "nobody is there");

            try (MailSink host = new MailSink("127.0.0.59", port)) {
                assertEquals(5, answerToStart(program)[0], "Accounting-Response");
                assertEquals("11", program.signOns().open("ann").getFirst().session());
                assertArrayEquals(MESSAGE, host.await(1, Duration.ofSeconds(60)).bytes());
            }
        }
    }

    private static void putMail(Program program) throws Exception {
        try (Draft draft = program.spool().begin(
                new Envelope(ReversePath.none(), Instant.now(), Optional.of(LOOPBACK), "x", false),
                List.of(new Destination(new Mailbox.Account("ann"), MailClass.PUSH,
                        List.of(new MailAddress("bob", "ann.isp.example")))))) {
            draft.write(MESSAGE, 0, MESSAGE.length);
            draft.commit();
        }
    }

    /** What is answered to a Start of ann@isp.example's session 11 on nas-1. */
    private static byte[] answerToStart(Program program) throws Exception {
        byte[] start = HexFormat.of().parseHex("04010000" + "00".repeat(16)
                + "280600000001" + "0111616e6e406973702e6578616d706c65" + "2c043131" + "20076e61732d31");
        start[3] = (byte) start.length;
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(start);
        System.arraycopy(digest.digest("of-nas-1".getBytes(StandardCharsets.US_ASCII)), 0, start, 4, 16);
        try (DatagramSocket nas = new DatagramSocket(0, LOOPBACK)) {
            nas.connect(LOOPBACK, program.signOnWatch().port());
            nas.setSoTimeout(30_000);
            nas.send(new DatagramPacket(start, start.length));
            DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
            nas.receive(answer);
            return answer.getData();
        }
    }

    private static void books(Program program, String csv) throws IOException {
        program.customers().importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false);
    }
}
